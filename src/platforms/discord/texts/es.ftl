# Quién más puede verlo; se muestra antes de la primera pregunta
discord-candour = Esta conversación está en Discord. Discord puede leer lo que se escribe aquí. Un mensaje privado se queda en nuestra conversación hasta que lo borra quien lo escribió. Quienes administran un servidor de Discord pueden ver todos sus canales e hilos, también los del equipo; no pueden ver esta conversación.

# Lo que encuentra `haven check`, para quien lleva el programa o un servidor
discord-check-token = Discord acepta el token.
discord-check-refused = Discord rechaza el token, así que el bot no puede empezar allí.
discord-check-refused-how = Abre https://discord.com/developers/applications, elige tu aplicación, pulsa «Reset Token» en la página «Bot» y pon el token nuevo en la configuración como discord.token.
discord-check-away = Desde aquí no se llega a la API de Discord, así que no se puede decir nada de ella. Comprueba que este equipo tiene conexión y que discord.api es correcto.
discord-check-servers =
    { $count ->
        [0] El bot no está en ningún servidor, así que nadie puede escribirle.
        [one] El bot está en un servidor.
       *[other] El bot está en { $count } servidores.
    }
discord-check-invite = Este enlace invita al bot a un servidor, con los permisos que necesita y ninguno más: { $link }
discord-check-members = No puedo saber quién lee un canal ni quién tiene un rol. Por eso los casos se cuentan al equipo solo por mensaje privado, y quien tiene el rol del equipo entra en él con su primer comando aquí.
discord-check-content = Lo que el equipo escribe en el hilo de un caso solo me llega si me menciona; responde con comandos y botones.
discord-check-intent-off = Para cambiarlo, quien lleva el bot activa «{ $intent }» en https://discord.com/developers/applications, en la página «Bot», bajo «Privileged Gateway Intents», y pone discord.{ $key } en true en la configuración.
discord-check-intent-refused = discord.{ $key } está activado en la configuración, pero Discord lo rechaza. Quien lleva el bot activa «{ $intent }» en https://discord.com/developers/applications, en la página «Bot», bajo «Privileged Gateway Intents», o pone discord.{ $key } en false.
discord-check-cases = el espacio compartido
discord-check-announcements = el canal de anuncios
discord-check-place-hidden = No veo { $place }, así que allí no se puede escribir nada.
discord-check-place-hidden-how = Abre los ajustes del canal («Editar canal») y luego «Permisos»: añade mi rol en «Roles/miembros», activa «Ver canal» con la marca verde y guarda.
discord-check-place-gone = El canal que se eligió como { $place } ya no existe.
discord-check-place-gone-how = Elige otro: /haven setup
discord-check-open = Todo el servidor puede leer #{ $channel }, así que allí no se escribirá nada de ningún caso.
discord-check-open-how = Abre los ajustes del canal («Editar canal») y luego «Permisos»: activa «Canal privado» y añade solo el rol del equipo y a mí.
discord-check-lacks = En #{ $channel } me falta «{ $permission }»: { $without }.
discord-check-lacks-how = Abre los ajustes del canal («Editar canal»), luego «Permisos» y «Permisos avanzados»: elige «{ $bot }», activa lo que falta con la marca verde y pulsa «Guardar cambios».
discord-check-out = Ya no estoy en uno de tus servidores, así que allí nadie puede escribirme.
discord-check-role = En { $server } a mi rol le falta algo de lo que necesito en un canal para casos. Puedes concederlo allí, o invitarme de nuevo.
discord-check-useful = En { $server } no puedo quitar lo que alguien me escribe donde otras personas lo leen. Si lo quieres, concede a mi rol «{ $permission }» en los ajustes del servidor, en «Roles».

discord-permission-view = Ver canal
discord-permission-send = Enviar mensajes
discord-permission-post = Crear publicaciones
discord-permission-history = Leer el historial de mensajes
discord-permission-threads = Crear hilos públicos
discord-permission-in-threads = Enviar mensajes en hilos
discord-permission-in-posts = Enviar mensajes en publicaciones
discord-permission-manage-threads = Gestionar hilos
discord-permission-manage-posts = Gestionar publicaciones
discord-permission-manage-messages = Gestionar mensajes
discord-without-view = no encuentro el canal
discord-without-send = no puedo escribir allí
discord-without-post = no puedo abrir una publicación para un caso
discord-without-history = tras un corte de conexión no sé si un mensaje llegó, y podría decirlo dos veces
discord-without-threads = no puedo abrir un hilo para un caso
discord-without-in-threads = no puedo escribir en el hilo de un caso
discord-without-in-posts = no puedo escribir en la publicación de un caso
discord-without-manage-threads = no puedo quitar un hilo vacío, y quien lea el canal después ve que hubo un caso
discord-without-manage-posts = no puedo quitar una publicación vacía, y quien lea el foro después ve que hubo un caso
discord-check-tags = En #{ $channel } no puedo crear las etiquetas que muestran cómo está un caso. Si las quieres, concédeme «{ $permission }» solo en ese foro, o crea tú las etiquetas.
discord-permission-manage-channels = Gestionar canales
discord-check-private = Todo el servidor puede leer #{ $channel }, así que cada caso tiene allí un hilo privado, con quienes pueden conocerlo. Quien puede gestionar hilos y quien puede leer el registro de auditoría se entera de todos: si alguien así no puede saber de un caso, se avisa solo en privado.
discord-permission-private-threads = Crear hilos privados
discord-without-private-threads = no puedo abrir un hilo privado para un caso

# A file that is too large where it was asked for
discord-larger = En un servidor con nivel de mejora 2 o más cabe más: da allí el mismo comando en un canal. Solo tú ves la respuesta.
