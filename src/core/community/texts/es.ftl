# Traducción pendiente de revisión por una persona nativa.
community-setup = Preparar esta comunidad
community-card-command = Mostrar la tarjeta de emergencia
community-set-language = ¿Qué idioma uso cuando no sé cuál prefiere alguien?
community-set-space = El espacio común del equipo: el canal o la sala que solo lee el equipo
community-set-card = La tarjeta de emergencia: números y personas a quienes acudir si hay peligro
community-set-outside = ¿A quién se puede acudir fuera del equipo?
community-set-safeguarding = ¿A quién señala la ley si una persona menor de edad está en peligro?
community-set-again = Minutos hasta avisar otra vez al equipo de que alguien espera
community-set-truth = Minutos hasta decirle a quien espera que todavía no ha venido nadie
community-set-retention = Días después del cierre hasta que se borra un caso
community-set = Tu comunidad está preparada así:
community-fact-language = Idioma
community-fact-space = Espacio común
community-fact-card = Tarjeta de emergencia
community-fact-outside = Contacto fuera del equipo
community-fact-times = Tiempos
community-fact-retention = Se borra
community-nothing = todavía sin poner
community-times =
    nuevo aviso al equipo después de { $again ->
        [one] { $again } minuto
       *[other] { $again } minutos
    }; quien espera sabe la verdad después de { $truth ->
        [one] { $truth } minuto
       *[other] { $truth } minutos
    }
community-days =
    { $days ->
        [one] { $days } día después del cierre
       *[other] { $days } días después del cierre
    }
community-readers-unknown = No puedo ver quién lee el espacio común, así que allí no aparecerá nada sobre ningún caso. Aviso al equipo por mensaje directo.
community-card-missing = La tarjeta de emergencia está vacía. Una persona en peligro no encontraría nada allí: por favor, escríbela ahora. Yo nunca invento un número.
community-card = Si estás en peligro ahora:
community-card-empty = El equipo todavía no ha escrito su tarjeta de emergencia. Llama al número de emergencias del lugar donde estás, o pide a alguien cercano que llame.
community-outside = Fuera del equipo, puedes acudir a: { $outside }
community-outside-card = También puedes acudir a quien aparece en la tarjeta de emergencia. Escribe “/card” o “peligro” para verla.
community-outside-none = El equipo todavía no ha nombrado a nadie de fuera. Por favor, acude a alguien de confianza, o a una línea de ayuda del lugar donde vives.
