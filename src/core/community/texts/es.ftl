# Traducción pendiente de revisión por una persona nativa.
community-setup = Preparar esta comunidad
community-card-command = Mostrar la tarjeta de emergencia
community-set-language = ¿En qué idioma escribo en los canales de tu comunidad?
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
community-card = Si estás en peligro ahora:
community-card-empty = El equipo todavía no ha escrito su tarjeta de emergencia. Llama al número de emergencias del lugar donde estás, o pide a alguien cercano que llame.
community-outside = Fuera del equipo, puedes acudir a: { $outside }
community-outside-card = También puedes acudir a quien aparece en la tarjeta de emergencia. Escribe “/card” o “peligro” para verla.
community-outside-none = El equipo todavía no ha nombrado a nadie de fuera. Por favor, acude a alguien de confianza, o a una línea de ayuda del lugar donde vives.
community-privacy-command = Qué pasa con lo que escribes aquí
community-privacy = Qué pasa con lo que me escribes:
community-privacy-two = Lo leen dos personas del equipo. Si una de ellas pasa el caso a otra, esa también lo lee; nadie más. Quien tú dejes fuera nunca sabrá por mí que existe. Las dos personas no sabrán quién eres, salvo que tú lo digas; quienes administran este bot podrían averiguarlo.
community-privacy-sealed = Lo leo cuando llega, y lo guardo cifrado. Cada caso tiene su propia clave. Quienes administran este bot tienen la clave que abre esas claves.
community-privacy-space = En el espacio común del equipo solo escribo que hay un caso, qué urgente y qué grave es, quién lo tomó y cuándo se cierra: ni lo que pasó, ni quién eres. Y ni siquiera eso, si allí lee alguien que no puede saberlo.
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

community-set-name = ¿Cómo se llama tu comunidad?
community-set-role = El rol del equipo: quien lo tiene está en el equipo
community-set-listed = ¿Puede leer y elegir el nombre de tu comunidad quien no sé en qué servidores está?
community-set-team = Quiénes están en el equipo: menciona a cada persona
community-ask-team = ¿Quiénes están en tu equipo? Menciona a cada persona en un solo mensaje, también a ti si formas parte. Tres personas o más, para que queden dos cuando una esté implicada. Más adelante pueden entrar otras: team add.
community-team-added =
    { $count ->
        [one] Ahora está en el equipo, y se le ha avisado: { $names }.
       *[other] Ahora están en el equipo, y se les ha avisado, { $count } personas: { $names }.
    }
community-role-in-server = Un rol es de un servidor: escribe esto en tu servidor, por favor.
community-fact-name = Nombre
community-fact-role = Rol del equipo
community-fact-team = Equipo
community-team =
    { $count ->
        [0] nadie todavía
        [one] una persona
       *[other] { $count } personas
    }
community-setup-hello = Te guío para configurar tu comunidad. Son unos cinco minutos. Todo se puede cambiar después. Puedes dejarlo en cualquier momento y seguir con: haven setup
community-setup-remains = Esto queda por hacer:
community-setup-complete = Todo está configurado.
community-setup-done = De acuerdo. Para cambiar algo, o para ver cómo está configurado: haven setup
community-setup-left = De acuerdo, eso queda guardado. Para seguir desde aquí: haven setup
community-ask-language = ¿En qué idioma escribo en los canales de tu comunidad? A cada persona le hablo en el que tiene puesto, en cuanto puedo saberlo; hasta entonces, en este.
community-ask-name = ¿Cómo se llama tu comunidad? Quien está en varias comunidades elige por este nombre. Sin nombre propio se llama «{ $name }».
community-ask-role = ¿Qué rol tiene tu equipo? Quien lo tiene está en el equipo. Si no hay ninguno, elige «ninguno» y haz entrar a las personas una a una: team add. Tres personas o más, para que queden dos cuando una esté implicada.
community-ask-space = ¿Dónde aparecen los casos para el equipo? Elige un foro o un canal de texto que solo vea el equipo, mejor en una categoría que solo vea el equipo. Quien es dueño o administra un servidor lee todos los canales. Con «ninguno» al equipo se le avisa solo por mensaje directo: es la forma más privada.
community-ask-announce = ¿Qué canal leen todos los miembros? Allí digo una vez al mes que pueden escribirme. «ninguno» si no debo hacerlo.
community-ask-card = Ahora la tarjeta de emergencia: ¿a quién puede llamar alguien que está en peligro en este momento? Escribe los números y nombres que valen donde estás: emergencias, línea de crisis, una persona en el lugar. Yo nunca invento un número.
community-ask-outside = ¿A quién puede acudir alguien a quien tu equipo no puede oír, o que no confía en él? Una línea de ayuda, otro equipo, una defensoría.
community-ask-test =
    { $count ->
        [0] Por último, una prueba: cada persona del equipo recibe una tarjeta como la de un informe real y pulsa «Lo veo». Todavía no puedo llegar a nadie del equipo: haz entrar primero a las personas.
        [one] Por último, una prueba: cada persona del equipo recibe una tarjeta como la de un informe real y pulsa «Lo veo». Por ahora puedo llegar a una persona del equipo: hacen falta dos.
       *[other] Por último, una prueba: cada persona del equipo recibe una tarjeta como la de un informe real y pulsa «Lo veo». Puedo llegar a { $count } personas del equipo. Lees quién la ha visto; no queda nada de ella.
    }
community-test-now = Enviar la prueba
    .words = prueba, enviar, enviarla, ahora
community-test-later = Más tarde
    .words = todavía no
community-ask-menu = ¿Qué quieres cambiar?
community-menu-language = Idioma
community-menu-name = Nombre
community-menu-role = Rol del equipo
community-menu-space = Espacio compartido
community-menu-announce = Anuncios
community-menu-card = Tarjeta de emergencia
community-menu-outside = Contacto externo
community-menu-test = Prueba
community-menu-done = Nada, listo
    .words = listo, nada

community-community-command = A qué comunidad escribes aquí, y elegir otra
community-unknown = No sé a qué comunidad escribes. En el servidor al que te refieres, escribe /report.
community-only = Lo que escribes aquí llega a la única comunidad a la que sirvo.
community-this = Lo que escribes aquí va a: { $name }
community-ask-which = Hola. Trabajo para varias comunidades. ¿A cuál escribes? Solo su equipo puede saberlo.
community-which-kept = Lo que has escrito o elegido está guardado y espera tu respuesta.
community-which-chosen = De acuerdo: { $name }. Si alguna vez te refieres a otra, escribe «otra comunidad».
community-which-none = Entonces olvido lo que has escrito aquí; nadie lo ha sabido. En el servidor al que te refieres, escribe /report.

community-link-command = Hacer un código con el que otro servidor se une a esta comunidad
community-link = Con este código otro servidor se une a tu comunidad. Quien lo lleva escribe allí: /haven join. El código sirve una vez, y durante un día.
community-link-means = Desde entonces los dos servidores comparten un equipo, una configuración y todos los casos. Quien lleva el otro servidor puede cambiarlo todo, igual que tú. Da el código solo a quien confíes eso.
community-join-command = Unir este servidor a otra comunidad, con su código
community-join-code = El código del otro servidor
community-on-server = Escribe esto en tu servidor, por favor.
community-join-slow = Demasiados códigos eran erróneos. Espera un cuarto de hora, por favor.
community-join-wrong = Este código no es correcto, o ya se usó, o tiene más de un día. Uno nuevo viene del otro servidor: haven link
community-join-same = Este servidor ya es parte de esa comunidad.
community-join-shared = Otros servidores son parte de la comunidad de este. Déjala primero: haven leave
community-join-team =
    { $count ->
        [one] Este servidor tiene un equipo propio, de una persona. Dos equipos no se unen solos: saca primero a esa persona (team remove, o el rol del equipo), y hazla entrar en el otro equipo si le corresponde.
       *[other] Este servidor tiene un equipo propio, de { $count } personas. Dos equipos no se unen solos: sácalas primero (team remove, o el rol del equipo), y hazlas entrar en el otro equipo si les corresponde.
    }
community-joined = Este servidor es ahora parte de { $name }.
community-joined-means = Aquí valen desde ahora su equipo y su configuración. Lo que tus miembros me escriban va a ese equipo. Para salir de nuevo: haven leave
community-leave-command = Sacar este servidor de la comunidad que comparte con otros
community-leave-server = Otro servidor que debe salir, en lugar de este
community-out-ask = ¿Sacar { $name } de tu comunidad? Sus miembros ya no llegarán a tu equipo por medio de mí, y quien esté en tu equipo por un rol de allí sale de él. Empieza de nuevo, sin equipo.
community-out-cases = Los casos que se contaron a tu equipo siguen con tu equipo y se atienden como antes, venga de donde venga la persona.
community-out-not = De acuerdo. No he cambiado nada.
community-out-first = Solo el primer servidor de una comunidad puede sacar a otro. Para sacar este: haven leave
community-out-unknown = No conozco otro servidor de tu comunidad con ese nombre.
community-out-done = { $name } ya no es parte de tu comunidad.
community-out-told = Tu servidor { $name } ya no es parte de { $community }: lo ha sacado quien lleva su primer servidor.
community-leave-alone = Este servidor es el único de su comunidad: no hay nada que dejar.
community-left = Este servidor ya no es parte de { $name }.
community-left-means = Empieza de nuevo, sin equipo y sin nada configurado: haven setup. Los casos siguen con el equipo que los tiene.
community-which-repeat = Elígelo una vez más, por favor: ahora sé qué equipo debe saberlo.
community-check-announce = No hay canal de anuncios: a los miembros no se les dice de vez en cuando que pueden escribir, ni, después de haber estado yo fuera, que escriban otra vez.
community-check-members = En el equipo: { $names }.

crisis-phrases = quiero morir
    .words = quiero morirme, me quiero morir, ganas de morir, ganas de morirme, prefiero morir, prefiero morirme, no quiero vivir, no quiero seguir viviendo, quitarme la vida, me quito la vida, acabar con mi vida, terminar con mi vida, acabar con todo, terminar con todo, matarme, me mato, me voy a matar, suicidio, suicidarme, me suicido, suicida, hacerme daño, lastimarme, autolesionarme, cortarme las venas, no tengo razones para vivir, sin razones para vivir, no vale la pena vivir, me va a matar, me van a matar, me quiere matar, me quieren matar, nos va a matar, nos van a matar

community-set-zone = ¿Según qué reloj va el equipo? Una zona horaria como Europe/Madrid
community-set-hours = ¿Cuándo se llama si no es urgente? Como lun-vie 9:00-17:00; «ninguno» para siempre
community-set-training = Días que vale una formación; 0 si no se pide ninguna
community-fact-zone = Zona horaria
community-fact-hours = Se le llama para lo que no es urgente
community-fact-training = Solo con formación
community-training =
    { $days ->
        [one] sí; una formación vale un día. A quién llamo entonces: training list
       *[other] sí; una formación vale { $days } días. A quién llamo entonces: training list
    }
