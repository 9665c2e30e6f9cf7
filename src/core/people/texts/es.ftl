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
