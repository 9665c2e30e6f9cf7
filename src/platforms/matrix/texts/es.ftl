# Quién más puede verlo; se muestra antes de la primera pregunta
matrix-candour = Este chat está en Matrix. Aquí, tus palabras y archivos están cifrados: solo tus dispositivos y yo podemos leerlos, no los servidores que los llevan. Los servidores, el tuyo y el mío, pueden ver que tú y yo nos escribimos, cuándo y cuánto, quién está en qué sala, y las reacciones y los borrados. Ellos y tus aplicaciones guardan copias. Borrar un mensaje solo les pide a los demás que también lo borren: no se puede asegurar.
matrix-candour-plain = Este chat está en Matrix. Quien administra este bot me permite trabajar en salas sin cifrar. En una sala así, quien administra un servidor que participa en ella (el tuyo, el mío o el de alguien del equipo) puede leer lo que se escribe. Si este chat no muestra ningún escudo o candado, puede ser una sala así; y lo que me cuentes puede llegarle al equipo en otra así. Todos los servidores pueden ver quién escribe a quién, cuándo y cuánto, y ellos y tus aplicaciones guardan copias. Borrar un mensaje solo les pide a los demás que también lo borren: no se puede asegurar.

# En lugar de una respuesta a un mensaje que no se pudo descifrar
matrix-unreadable = No pude leer tu último mensaje: la clave para abrirlo no me llegó, así que no sé qué escribiste. Por favor, escríbelo aquí otra vez. Si no ayuda: cierra tu aplicación, ábrela de nuevo y vuelve a escribir. También hay que volver a enviar los archivos.
matrix-renewed = He perdido las claves que abren tus mensajes y ahora tengo unas nuevas. Si me escribiste hace poco y no te contesté, puede que no haya podido leerlo. Por favor, escríbelo otra vez.

# Lo que dice por sí mismo, al llegar y al irse
matrix-moved = Esta sala no está cifrada, así que no puedo responderte aquí. Acabo de invitarte a una sala privada que sí lo está. Sigue allí, por favor.
matrix-left-room = Nadie me ha configurado para esta sala, así que me voy. Si queréis que esté aquí, invitadme otra vez y escribid: !haven setup

# Lo que encuentra `check`, para quien lleva el programa o una sala
matrix-check-away = Ahora no se llega al servidor, así que no se puede decir nada de él. Comprueba que funciona, que este equipo tiene conexión y que matrix.homeserver es correcto.
matrix-check-refused = El bot no puede empezar en Matrix. { $why }
matrix-check-account = El servidor acepta la cuenta { $user }.
matrix-check-new = Las claves de cifrado se hacen la primera vez que empieza. Mira otra vez después.
matrix-check-keys = Este es el dispositivo de cifrado del bot: { $device }. Su huella, con la que se puede comparar, es: { $fingerprint }
matrix-check-unsigned = El dispositivo de cifrado { $device } no está firmado por la cuenta del bot (huella: { $fingerprint }). Algunas aplicaciones pronto se negarán a hablar con él.
matrix-check-unsigned-how = Pon la contraseña de la cuenta en la configuración como matrix.password y empieza el programa otra vez: así firma el dispositivo.
matrix-check-no-keys = El servidor no tiene claves de cifrado del dispositivo del bot, así que nadie puede escribirle con cifrado.
matrix-check-no-keys-how = Empieza el programa y mira otra vez. Si sigue así, páralo, pon la contraseña en la configuración como matrix.password y empiézalo otra vez.
matrix-check-store-gone = La carpeta con las claves de cifrado, { $folder }, no está, y sin la contraseña el bot no puede arreglarlo solo.
matrix-check-store-gone-how = Si la moviste, devuélvela. Si se perdió, pon la contraseña en la configuración como matrix.password, o un token nuevo como matrix.access_token.
matrix-check-store-made-anew = La carpeta con las claves de cifrado, { $folder }, no está. Lo que se escribió al bot y aún no se ha leído ya no se puede leer.
matrix-check-store-made-anew-how = Si la moviste, devuélvela antes de empezar. Si no, la próxima vez hace un dispositivo nuevo, lo firma y pide que se escriba otra vez lo que no se puede leer.
matrix-check-no-password = En la configuración no hay contraseña: si se pierde la carpeta con las claves de cifrado, el bot no puede arreglarlo solo, y nadie puede escribirle hasta que lo hagas tú.
matrix-check-no-password-how = Pon matrix.password en lugar de matrix.access_token, mejor en un archivo propio (password_file) o en el entorno (HAVEN_MATRIX_PASSWORD).
matrix-check-plain-allowed = Los casos pueden ir a salas sin cifrar: quien administra un servidor que participa en ellas puede leerlos. Se dice antes de la primera pregunta.
matrix-check-plain-allowed-how = Mejor: cifra esas salas y quita matrix.cases_without_encryption de la configuración.
matrix-check-no-rooms = El bot todavía no está en ninguna sala, así que no conoce ninguna comunidad.
matrix-check-no-rooms-how = Mientras el programa funciona, invita a { $user } a tu Espacio y a la sala de tu equipo. Luego escribe en esa sala: !haven setup
matrix-check-rooms =
    { $count ->
        [one] El bot está en una sala.
       *[other] El bot está en { $count } salas.
    }
matrix-check-limited = En el último día el servidor hizo esperar al bot, porque mandó más de lo que el servidor permite. Entonces las respuestas llegan tarde, también a quien está en peligro.
matrix-check-limited-how = Quien administra el servidor puede quitarlo solo para el bot. En Synapse, con el token de acceso de una persona administradora: POST /_synapse/admin/v1/users/{ $user }/override_ratelimit con el cuerpo {"{"}"messages_per_second": 0, "burst_count": 0{"}"}
matrix-check-not-limited = En el último día el servidor no hizo esperar al bot. Lo que permite no se puede preguntar, así que no se puede decir más.
matrix-check-out = Ya no estoy en un Espacio o una sala de tu comunidad, así que no puedo saber qué le pertenece.
matrix-check-out-how = Invítame otra vez: { $user }
matrix-check-out-cases = No estoy en la sala del equipo, así que no se puede escribir allí nada de un caso.
matrix-check-out-cases-how = Invítame: { $user }. O elige otra sala: !haven setup
matrix-check-out-announcements = No estoy en la sala que se puso para los anuncios.
matrix-check-out-announcements-how = Invítame: { $user }. O elige otra sala: !haven setup
matrix-check-no-space = Tu comunidad es una sala, { $room }, y no un Espacio: no sé que quien está en tus otras salas es miembro, y puede que no llegue a tu equipo.
matrix-check-no-space-how = Crea un Espacio, pon en él tus salas e invítame a él: { $user }. Luego escribe en la sala del equipo: !haven setup
matrix-check-outside = { $room } no está en tu Espacio, así que no sé que quien solo está allí es miembro de tu comunidad.
matrix-check-outside-how = En el menú del Espacio elige «Añadir sala existente» y elige esta.
matrix-check-unsealed = { $room } no está cifrada, así que no se escribirá allí nada de un caso.
matrix-check-unsealed-how = Abre los ajustes de la sala, «Seguridad y privacidad», y activa «Cifrado». No se puede desactivar después. O crea una sala cifrada nueva para el equipo y elígela: !haven setup
matrix-check-plain = { $room } no está cifrada, y quien lleva el bot permite casos allí: quien administra el servidor de alguien que está en ella puede leerlos.
matrix-check-plain-how = Abre los ajustes de la sala, «Seguridad y privacidad», y activa «Cifrado». No se puede desactivar después.
matrix-check-open = A { $room } puede entrar alguien a quien nadie ha invitado, y allí leería que hay casos.
matrix-check-open-how = Abre los ajustes de la sala, «Seguridad y privacidad», y pon el acceso en «Privado (solo por invitación)».
matrix-check-world = Cualquiera puede leer lo que se escribe en { $room }, sin estar en ella.
matrix-check-world-how = Abre los ajustes de la sala, «Seguridad y privacidad», y en «¿Quién puede leer el historial?» elige una de las opciones solo para miembros.
matrix-check-silent = No puedo escribir en { $room }.
matrix-check-silent-how = Abre los ajustes de la sala, «Roles y permisos»: baja «Enviar mensajes», o dame un rol que pueda.
matrix-check-redact = En { $room } no puedo quitar lo que otras personas escriben allí por error, como un secreto en un comando.
matrix-check-redact-how = Si lo quieres, elígeme en la lista de personas y pon mi rol en «Moderador» (nivel de poder { $level }).

# Lo que dice la casa, en las palabras de Matrix
matrix-says-no-community = Esta sala no es de ninguna comunidad que esté configurada. Puede hacerlo alguien que la administre, en la sala del equipo: !haven setup
matrix-says-not-yours-here = Este comando es para quien administra las salas de la comunidad. En privado no puedo ver quién es: escríbelo en la sala del equipo, por favor, con !haven delante. Una sala en la que solo estamos tú y yo cuenta como privada, a no ser que esté en tu Espacio y yo esté en él.
matrix-says-button-gone = Esta opción ya no funciona. Escríbeme mejor un mensaje; con “ayuda” ves cómo.
matrix-says-field-place = No entendí a qué sala te refieres. Escribe # y su nombre, elígela de la lista y envíala.
matrix-says-cases-help-responder = ¿Quieres contar algo que te pasó a ti? Escribe «reportar».
matrix-says-cases-duty-hint = No se ha enviado nada. Estás en un caso: para responder a la persona, escribe una de las líneas de abajo. Si quieres contar algo que te pasó a ti, escribe «reportar».
matrix-says-no-community-reporter = No sé a qué comunidad quieres escribir, o esa comunidad todavía no me ha preparado. No he pasado nada a nadie, y no he guardado nada. Entra en una sala de la comunidad a la que quieres escribir y escríbeme otra vez; o acude a alguien de confianza.
matrix-says-cases-card-trial = Esto es una prueba. Nadie ha informado de nada. Quien configura esta comunidad quiere saber si un informe te llegaría. Por favor, envía la línea que está abajo.
matrix-says-cases-trial-few = Para una prueba hacen falta al menos dos personas del equipo a las que yo llegue. Haz entrar a personas, mencionando a cada una: !haven team add. Luego prueba otra vez.
matrix-says-cases-trial-space = No pude escribir tu prueba en la sala del equipo. Lo que necesito allí lo lees con: !haven check
matrix-says-guidance-help-words = Palabras que siempre funcionan en nuestro chat privado: peligro, parar, ocultar, saltar, retirar. Comandos: !haven card (tarjeta de emergencia), !haven guide (primeros pasos cuando te atacan), !haven privacy, !haven inbox (lo que no pude enviarte), !haven report.
matrix-says-guidance-help-team = Para el equipo, en nuestro chat privado o en la sala del equipo, cada uno con !haven delante: case list, case take, case cant, case show, case explain, case reply, case note, case file, case severity, case backup, case handover, case recuse, case exception, case close.
matrix-says-people-team-empty = Todavía no hay nadie en el equipo. Haz entrar al menos a tres personas, para que queden dos cuando una esté implicada. Mencionando a cada una: !haven team add
matrix-says-people-inbox-how = No pude enviarlo en privado. Acepta mi invitación a un chat privado, o abre uno conmigo y escríbeme.
matrix-says-community-outside-card = También puedes acudir a quien nombra la tarjeta de emergencia. Escribe «peligro» para verla.
matrix-says-community-check-none = Todavía no se conoce ninguna comunidad. Mientras el programa funciona, invita al bot a tu Espacio y a la sala de tu equipo; luego escribe en esa sala: !haven setup
matrix-says-community-check-setup = Escribe esto en la sala del equipo: !haven setup
matrix-says-community-check-team-how = Haz entrar a personas, mencionando a cada una, en la sala del equipo: !haven team add
matrix-says-community-check-lost-how = Tienen que aceptar mi invitación a un chat privado, o abrir uno conmigo y escribirme una vez. Si su aplicación rechaza invitaciones, tienen que permitir las mías.
matrix-says-community-check-readers-how = Quítalas de la sala, o déjalas entrar en el equipo. También cuenta quien solo está invitado.
matrix-says-community-check-announce = No hay sala de anuncios: no se recuerda de vez en cuando a los miembros que pueden escribir, ni se les dice, cuando he estado fuera, que escriban otra vez.
matrix-says-community-set-listed = ¿Puede leer y elegir el nombre de tu comunidad quien no sé en qué salas está?
matrix-says-community-role-in-server = En Matrix no hay roles. Nombra a cada persona del equipo, con una mención: !haven team add
matrix-says-community-setup-hello = Te guío para configurar tu comunidad, aquí en privado. Son unos cinco minutos. Todo se puede cambiar después. Puedes dejarlo en cualquier momento; para seguir, escribe en la sala del equipo: !haven setup
matrix-says-community-setup-done = De acuerdo. Para cambiar algo, o para ver cómo está configurado, escribe en la sala del equipo: !haven setup
matrix-says-community-setup-left = De acuerdo, eso queda guardado. Para seguir desde aquí, escribe en la sala del equipo: !haven setup
matrix-says-community-ask-language = ¿En qué idioma escribo en las salas de tu comunidad? A cada persona le hablo también en ese, hasta que elija otro.
matrix-says-community-menu-role = Equipo
matrix-says-community-ask-team = ¿Quiénes están en tu equipo? Menciona a cada persona en un solo mensaje (escribe @ y el nombre, y elígelo de la lista), también a ti si formas parte. Tres personas o más, para que queden dos cuando una esté implicada. Más adelante pueden entrar otras: !haven team add
matrix-says-community-ask-space = ¿Dónde aparecen los casos para el equipo? Tiene que ser una sala cifrada, solo por invitación, en la que solo esté el equipo. «aquí» es la sala en la que escribiste !haven setup. Para otra, invítame a ella, escribe # y su nombre, elígela de la lista y envíala. Con «ninguno» al equipo se le avisa solo en privado: es la forma más privada.
matrix-says-community-ask-announce = ¿Qué sala leen todos los miembros? Invítame a ella, escribe # y su nombre, elígela de la lista y envíala. Allí digo una vez al mes que pueden escribirme. «ninguno» si no debo hacerlo.
matrix-says-community-ask-test =
    { $count ->
        [0] Por último, una prueba: cada persona del equipo recibe una tarjeta como la de un informe real y la contesta. Todavía no puedo llegar a nadie del equipo: haz entrar primero a las personas.
        [one] Por último, una prueba: cada persona del equipo recibe una tarjeta como la de un informe real y la contesta. Por ahora puedo llegar a una persona del equipo: hacen falta dos.
       *[other] Por último, una prueba: cada persona del equipo recibe una tarjeta como la de un informe real y la contesta. Puedo llegar a { $count } personas del equipo. Lees quién la ha visto; no queda nada de ella.
    }
matrix-says-community-unknown = No sé a qué comunidad escribes. Entra en una sala de la que quieres y escríbeme otra vez.
matrix-says-community-which-none = Entonces olvido lo que escribiste aquí; nadie se ha enterado. Entra en una sala de la comunidad que quieres y escríbeme otra vez.
matrix-says-community-on-server = Escribe esto en una sala de tu comunidad, por favor, con !haven delante.
matrix-says-community-link = Con este código otro Espacio se une a tu comunidad. Quien lo administra lo escribe en una sala de allí: !haven join, y el código. Sirve una vez, y durante un día.
matrix-says-community-link-means = Desde entonces los dos Espacios comparten un equipo, una configuración y todos los casos. Quien administra el otro Espacio puede cambiarlo todo, igual que tú. Da el código solo a quien confíes eso.
matrix-says-community-join-wrong = Este código no es correcto, o ya se usó, o tiene más de un día. Uno nuevo viene del otro Espacio: !haven link
matrix-says-community-join-same = Este Espacio ya es parte de esa comunidad.
matrix-says-community-join-shared = Otros Espacios son de la comunidad de este. Sal primero de ella: !haven leave
matrix-says-community-join-team =
    { $count ->
        [one] Este Espacio tiene un equipo propio, de una persona. Dos equipos no se unen solos: saca primero a esa persona (!haven team remove), y hazla entrar en el otro equipo si le corresponde.
       *[other] Este Espacio tiene un equipo propio, de { $count } personas. Dos equipos no se unen solos: sácalas primero (!haven team remove), y hazlas entrar en el otro equipo si les corresponde.
    }
matrix-says-community-joined = Este Espacio es ahora parte de { $name }.
matrix-says-community-joined-means = Su equipo y su configuración valen aquí desde ahora. Lo que tus miembros me escriban va a ese equipo. Para volver a salir: !haven leave
matrix-says-community-out-ask = ¿Sacar { $name } de tu comunidad? Sus miembros ya no llegarán a tu equipo por medio de mí. Empieza de nuevo, sin equipo.
matrix-says-community-out-first = Solo el primer Espacio de una comunidad puede sacar a otro. Para sacar este: !haven leave
matrix-says-community-out-unknown = No conozco otro Espacio de tu comunidad con ese nombre.
matrix-says-community-out-told = Tu Espacio { $name } ya no es parte de { $community }: lo sacó quien administra su primer Espacio.
matrix-says-community-leave-alone = Este Espacio es el único de su comunidad: no hay de qué salir.
matrix-says-community-left = Este Espacio ya no es parte de { $name }.
matrix-says-community-left-means = Empieza de nuevo, sin equipo y sin nada configurado: !haven setup. Los casos se quedan con el equipo que los tiene.
