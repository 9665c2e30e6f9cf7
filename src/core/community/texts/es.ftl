# Traducción pendiente de revisión por una persona nativa.
community-setup = Preparar esta comunidad
community-card-command = Mostrar la tarjeta de emergencia
community-set-language = ¿Qué idioma uso cuando no sé cuál prefiere alguien?
community-set-space = El espacio común del equipo: el canal o la sala que solo lee el equipo
community-set-announce = Una sala que lee todo el mundo en la comunidad; allí digo una vez al mes que estoy aquí
community-set-card = La tarjeta de emergencia: números y personas a quienes acudir si hay peligro
community-set-outside = ¿A quién se puede acudir fuera del equipo?
community-set-safeguarding = ¿A quién señala la ley si una persona menor de edad está en peligro?
community-set-again = Minutos hasta avisar otra vez al equipo de que alguien espera
community-set-truth = Minutos hasta decirle a quien espera que todavía no ha venido nadie
community-set-retention = Días después del cierre hasta que se borra un caso
community-set = Tu comunidad está preparada así:
community-fact-language = Idioma
community-fact-space = Espacio común
community-fact-announce = Se anuncia en
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
community-announcement = Si te ha pasado algo malo, o viste algo: escríbeme en privado. Con “hola” basta. Te escuchan dos personas del equipo; tú dices quién no debe saberlo.
community-outage = Entre { $since } y { $until } (UTC) no pude leer mensajes.
community-outage-again = Si me escribiste entonces por primera vez, por favor, vuelve a escribirme: puede que no tenga tu mensaje.
community-button-setup = Escribir la tarjeta
community-card = Si estás en peligro ahora:
community-card-empty = El equipo todavía no ha escrito su tarjeta de emergencia. Llama al número de emergencias del lugar donde estás, o pide a alguien cercano que llame.
community-outside = Fuera del equipo, puedes acudir a: { $outside }
community-outside-card = También puedes acudir a quien aparece en la tarjeta de emergencia. Escribe “/card” o “peligro” para verla.
community-outside-none = El equipo todavía no ha nombrado a nadie de fuera. Por favor, acude a alguien de confianza, o a una línea de ayuda del lugar donde vives.
community-privacy-command = Qué pasa con lo que escribes aquí
community-privacy = Qué pasa con lo que me escribes:
community-privacy-two = Lo leen dos personas del equipo, y nadie más. Quien tú dejes fuera nunca sabrá por mí que existe. Las dos personas no sabrán quién eres, salvo que tú lo digas; quienes administran este bot podrían averiguarlo.
community-privacy-sealed = Lo leo cuando llega, y lo guardo cifrado. Cada caso tiene su propia clave. Quienes administran este bot tienen la clave que abre esas claves.
community-privacy-space = En el espacio común del equipo solo escribo que un caso espera y quién lo tomó: ni el relato, ni tu nombre. Y ni siquiera eso, si allí lee alguien que no puede saberlo.
community-privacy-direct = Aviso al equipo solo por mensaje directo.
community-privacy-kept = Un caso se borra { $days ->
        [one] un día
       *[other] { $days } días
    } después de cerrarlo; lo que nunca se envió, a los 30 días; lo que retiras, al momento. Las copias de seguridad de las claves se guardan 7 días como máximo.
community-privacy-yours = Puedes retirarlo cuando quieras: escribe “retirar”. Para borrar mis mensajes de nuestra conversación, escribe “ocultar”. Tus propios mensajes solo puedes borrarlos tú.
community-check-command = Mostrar qué falta y cómo conseguirlo
community-check-own = A tu comunidad todavía le falta esto:
community-check-own-good = Tu comunidad tiene todo lo que necesita.
community-check-there = Aquí no tengo todo lo que necesito:
community-check-there-good = Aquí tengo todos los permisos que necesito.
community-check-away = Ahora no he podido preguntar a la plataforma. Inténtalo más tarde.
community-check-setup = Escríbelo aquí: haven setup
community-check-none = Todavía no se conoce ninguna comunidad. Invita al bot a un servidor y escribe allí: haven setup
community-check-card = La tarjeta de emergencia está vacía: quien esté en peligro no encontraría ningún número.
community-check-outside = No hay ningún contacto externo. Quien informe y no pueda ser oído por el equipo no tiene a nadie más.
community-check-team =
    { $count ->
        [0] No se puede llegar a nadie del equipo.
        [one] Se puede llegar a una persona del equipo.
       *[other] Se puede llegar a { $count } personas del equipo.
    } Hacen falta dos para escuchar a alguien, y tres para que se pueda escuchar también un informe sobre una de ellas.
community-check-team-how = Indica el rol del equipo (haven setup), o añade personas una a una: team add
community-check-lost = No puedo llegar a: { $names }.
community-check-lost-how = Tienen que permitir mensajes directos de los miembros de tu servidor en sus ajustes, y después escribirme una vez.
community-check-outage = Entre { $since } y { $until } (UTC) no pude leer mensajes. Quien me escribió entonces por primera vez no tiene respuesta, y no hay ninguna sala donde yo pueda pedir a los miembros que escriban otra vez. Por favor, díganselo ustedes, e indiquen una sala.
community-check-space = No hay espacio compartido: al equipo se le avisa solo por mensaje directo. Es la forma más privada.
community-check-readers = Estas personas leen el espacio compartido y no están en el equipo, así que allí no se escribe nada de ningún caso: { $names }.
community-check-readers-how = Quítales el acceso al canal o déjalas entrar en el equipo. Quien es dueño o administra un servidor lee todos los canales: si alguien así no está en el equipo, los mensajes directos son mejor camino.
