# Traducción pendiente de revisión por una persona nativa.
people-team-add = Añadir a una persona al equipo que responde
people-team-remove = Quitar a una persona del equipo que responde
people-team-list = Mostrar quién está en el equipo
people-team-person = ¿A quién?
people-welcome = Ahora estás en el equipo que responde. Cuando alguien necesite que le escuchen, te escribo aquí. Escribe “ayuda” para ver qué puedes hacer, y deja abiertos tus mensajes directos para mí.
people-team-added = { $name } ya está en el equipo, y se lo he dicho.
people-team-removed = { $name } ya no está en el equipo. Desde ahora no puede leer nada de lo que llega al equipo.
people-team-removed-role = Todavía tiene el rol del equipo en el servidor, pero ese rol ya no le hará volver. Para que entre de nuevo: team add
people-team = En el equipo:
people-team-empty = Todavía no hay nadie en el equipo. Añade al menos a tres personas, para que queden dos si una está implicada: team add.
people-inbox = Ver lo que no pude mandarte en privado
people-inbox-nothing = No te espera nada.
people-inbox-all =
    { $count ->
        [one] Este mensaje te esperaba.
       *[other] Estos { $count } mensajes te esperaban.
    }
people-inbox-how = No pude mandártelo en privado. Para volver a recibir mensajes privados, permítelos en este servidor y escríbeme uno.
people-link = Decirme que otra cuenta también es tuya, para encontrarte en las dos
people-link-code = El código que te di con la otra cuenta
people-link-private = Hazlo por favor en nuestra conversación privada: quien lea el código podría usarlo.
people-link-team = Esto es para personas del equipo. Aquí hacen un código y me lo escriben con su otra cuenta.
people-link-made = Ahora escríbeme esto en privado con tu otra cuenta, en la otra plataforma:
people-link-how = El código vale una vez, durante 15 minutos. No se lo muestres a nadie: quien lo use pasa a ser tú.
people-link-wrong = Este código no es correcto, o ya pasó su tiempo. Haz otro con tu cuenta del equipo: account link
people-link-sure = ¿Hiciste este código tú, hace un momento, con una cuenta tuya? Si te lo dio otra persona, di que no: podría leer todo lo que me has contado y lo que me cuentes.
people-link-yes = Sí, lo hice yo
people-link-no = No
people-link-not = No ha cambiado nada. Este código ya no vale. Yo nunca te pido un código, y nadie del equipo tiene por qué pedírtelo.
people-link-platform = Las dos cuentas están en la misma plataforma. Solo puedo reunir cuentas de plataformas distintas.
people-link-same = Esta cuenta ya es tuya.
people-linked = Listo: conozco las dos cuentas como tuyas. En qué orden te busco lo fijas con: me set --routes
people-linked-told = Una cuenta en { $platform } ahora se conoce como tuya, por un código que hiciste. Si no fuiste tú, escribe ya: account unlink { $platform }, y díselo a quien organiza el equipo.
people-unlink = Decirme que una cuenta ya no es tuya
people-unlink-platform = ¿En qué plataforma?
people-unlink-unknown = No tienes otra cuenta allí. Hazlo con la cuenta que sigue siendo tuya.
people-unlinked = Tu cuenta en { $platform } ya no se conoce como tuya.
people-link-sure-title = Si tú hiciste el código
