# Quién más puede verlo; se muestra antes de la primera pregunta
matrix-candour = Este chat está en Matrix. Aquí, tus palabras y archivos están cifrados: solo tus dispositivos y yo podemos leerlos, no los servidores que los llevan. Los servidores, el tuyo y el mío, pueden ver que tú y yo nos escribimos, cuándo y cuánto, quién está en qué sala, y las reacciones y los borrados. Ellos y tus aplicaciones guardan copias. Borrar un mensaje solo les pide a los demás que también lo borren: no se puede asegurar.
matrix-candour-plain = Este chat está en Matrix. Quien administra este bot me permite trabajar en salas sin cifrar. En una sala así, quien administra un servidor que participa en ella (el tuyo, el mío o el de alguien del equipo) puede leer lo que se escribe. Si este chat no muestra ningún escudo o candado, puede ser una sala así; y lo que me cuentes puede llegarle al equipo en otra así. Todos los servidores pueden ver quién escribe a quién, cuándo y cuánto, y ellos y tus aplicaciones guardan copias. Borrar un mensaje solo les pide a los demás que también lo borren: no se puede asegurar.

# En lugar de una respuesta a un mensaje que no se pudo descifrar
matrix-unreadable = No pude leer tu último mensaje: la clave para abrirlo no me llegó, así que no sé qué escribiste. Por favor, escríbelo aquí otra vez. Si no ayuda: cierra tu aplicación, ábrela de nuevo y vuelve a escribir. También hay que volver a enviar los archivos.

# Lo que dice por sí mismo, al llegar y al irse
matrix-moved = Esta sala no está cifrada, así que no puedo responderte aquí. Acabo de invitarte a una sala privada que sí lo está. Sigue allí, por favor.
matrix-left-room = Nadie me ha configurado para esta sala, así que me voy. Si queréis que esté aquí, invitadme otra vez y escribid: !haven setup
