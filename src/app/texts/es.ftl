# Traducción pendiente de revisión por una persona nativa.
# Lo que dice la casa misma, y las palabras con las que se responde.

or-write = O escribe:
fault = Algo falló de nuestro lado; no es culpa tuya. Lo que escribiste está guardado y lo intento otra vez en un minuto. Si preguntas a quienes administran esto, diles: { $reference }.
no-community = Este servidor todavía no está preparado. Puede hacerlo alguien que lo administre: haven setup.
not-yours = Aquí, este comando es para otras personas. Escribe “ayuda” para ver qué puedes hacer.
not-yours-here = Este comando es para quien lleva el servidor. En privado no puedo verlo: escríbelo en el servidor, por favor.
command-unknown = No conozco este comando. Escribe “ayuda” para ver qué puedes hacer.
command-which = Eso es solo una parte de un comando. Hay estos: { $names }
command-stopped = De acuerdo, lo dejo aquí. No se cambió nada.
button-gone = Este botón ya no funciona. Escríbeme mejor un mensaje; con “ayuda” ves cómo.
answered-already = Ya respondiste a esto. Estamos aquí:
neutral-nudge = Hola. Hay algo nuevo aquí. Contesta cuando te venga bien.
neutral-nothing = Hola otra vez. Mientras tanto no ha llegado nada nuevo. Escribe cuando quieras.
neutral-hello = Hola. Escribe “mostrar” cuando quieras seguir.

# Lo que es secreto y se escribió
secret-goes = Cuando haya leído tu respuesta, la quito de aquí, si este chat me lo permite. Es una petición: las aplicaciones y los servidores que la tienen pueden guardarla.
secret-gone = Lo que escribiste allí no es para que lo lean otras personas, así que lo he quitado. Quien fue rápido pudo verlo, y las aplicaciones y los servidores pueden guardarlo.
secret-stays = Lo que escribiste allí no es para que lo lean otras personas, y no puedo quitarlo. Por favor, bórralo tú allí.

# Donde hay otras personas cerca
only-you = Esto solo lo ves tú. Responde aquí con los botones, o pulsa “Escríbeme en privado” para seguir en un mensaje privado. Puedes cambiar de un sitio al otro cuando quieras.
only-you-here = Esto solo lo ves tú. Responde aquí con los botones.
only-you-words = Para responder, pulsa “Escribir aquí”. No lo escribas abajo: allí lo pueden leer otras personas.
form-words = Con tus palabras
form-one = Elige una opción
form-choices = Elige una o varias opciones
form-files = Archivos
privately-sent = Te escribo ahora en un mensaje privado. Si tus mensajes privados están cerrados para mí, te llega aquí.
direct-closed = Tus mensajes privados están cerrados para mí, así que seguimos aquí. Lo que llegue después te espera: usa el comando “inbox”. Para volver a recibir mensajes privados, permítelos en este servidor y escríbeme uno.
undelivered-waits = Te espera algo que no pude mandarte: tus mensajes privados están cerrados para mí.
undelivered-show = Verlo aquí
undelivered-answer = Responder o contar más
platform-discord = Discord
platform-matrix = Matrix
platform-playground = la plataforma de prueba

field-empty = No vi ninguna respuesta. Escríbela con tus palabras.
field-too-long =
    { $max ->
        [one] Es demasiado largo: { $length } caracteres. Aquí cabe como máximo { $max }.
       *[other] Es demasiado largo: { $length } caracteres. Aquí caben como máximo { $max }. Puedes mandarlo en varios mensajes.
    }
field-person-unknown = No conozco a esta persona. Escribe su nombre como se ve aquí, o menciónala.
field-people-unknown = No entendí todos los nombres. Escribe solo nombres: menciona a cada persona, o pon el nombre que tiene en el equipo.
field-place = No he entendido qué canal quieres decir. Elígelo en la lista, o pega su ID.
field-role = No he entendido qué rol quieres decir. Elígelo en la lista, o pega su ID.
field-choice = No lo entendí. Responde con un número del 1 al { $count }.
field-number = Responde con un número del { $min } al { $max }.
field-yesno = Responde con “sí” o “no”.
field-instant = No entendí la hora. Escríbela así: 2026-05-01 18:00. O así, contando desde ahora: 30m, 2h, 7d.

answer-yes = sí
    .words = si, s, claro, claro que sí, claro que si, por supuesto, vale, de acuerdo, está bien, esta bien, ok, dale
answer-no = no
    .words = n, no gracias, mejor no, claro que no, para nada

language-en = inglés
    .words = en, ingles, english
language-es = español
    .words = es, espanol, castellano, spanish

word-skip = saltar
    .words = salta, sáltalo, saltalo, omitir, omite, paso, pasar, siguiente, luego, después, despues, más tarde, mas tarde, ahora no, no sé, no se, no lo sé, no lo se, ni idea, desconocido, desconocida
word-stop = parar
    .words = para, pare, pausa, alto, basta, ya basta, detener, cancelar, cancela, salir, dejarlo
word-help = ayuda
    .words = ayúdame, ayudame, ayúdeme, ayudeme, ayuda por favor, necesito ayuda, qué puedes hacer, que puedes hacer, qué puedo hacer, que puedo hacer
word-report = reportar
    .words = reporte, denunciar, denuncia, avisar, aviso, contar algo, quiero contar algo, quiero avisar de algo, quiero reportar, quiero reportar algo, quiero reportar a alguien, quiero denunciar, quiero denunciar algo, quiero denunciar a alguien
word-hello = hola
    .words = buenas, hola buenas, hola a todos, buenos días, buenos dias, buen día, buen dia, buenas tardes, buenas noches, empezar, comenzar
word-hide = ocultar
    .words = oculta, oculte, ocúltalo, ocultalo, oculta esto, oculta todo, ocultar esto, ocultar todo, esconder, esconde, escóndelo, escondelo
word-show = mostrar
    .words = muestra, muestre, muéstrame, muestrame, muéstralo, muestralo, seguir, sigamos, continuar
word-danger = peligro
    .words = peligro ahora, en peligro, estoy en peligro, estoy en peligro ahora, emergencia, es una emergencia, urgente, es urgente, urgencia, socorro, auxilio
word-done = listo
    .words = lista, ya está, ya esta, eso es todo, es todo, nada más, nada mas, terminar, terminé, termine, he terminado, ya terminé, ya termine, acabé, acabe, he acabado, fin
word-human = hablar con una persona
    .words = persona, una persona, humano, humana, un humano, hablar con alguien, quiero hablar con alguien, quiero hablar con una persona, llámame, llamame, llámeme, llameme
word-nobody = nadie
    .words = a nadie, ninguno, ninguna, ninguna persona, nadie más, nadie mas
word-dont-call = no avisar a nadie
    .words = no avisar, no avises, no avises a nadie, no avise, no avise a nadie, no avisen, no avisen a nadie, no llamar, no llamar a nadie, no llames, no llames a nadie, no llame, no llame a nadie, no llamen, no llamen a nadie
word-new = nuevo
    .words = nuevo caso, caso nuevo, algo nuevo, otro caso, otra cosa
word-reword = corregir mis palabras
    .words = corregir mis palabras, cambiar mis palabras
word-unsay = quitar esto
    .words = quitar esto, quítalo
word-withdraw = retirar
    .words = retíralo, retiralo, retírelo, retirelo, retirarlo, retirar todo, retirar mi caso, quiero retirarlo, borrar mi caso, borra mi caso, borre mi caso
word-switch = cambiar quién puede saberlo
    .words = cambiar quien puede saberlo, cambiar quién, cambiar quien, cambiar, cambia
word-add = añadir algo
    .words = añadir, añadir algo, añadir más, agregar
word-write = Escribir aquí
word-page = Todo en una página
word-privately = Escríbeme en privado
word-details = responder preguntas
    .words = responder, preguntas, las preguntas, responder a las preguntas, contestar preguntas, detalles
word-here = esta sala
    .words = aquí, aqui, esta sala, en esta sala, esta
word-none = ninguno
    .words = ninguno, ninguna, nada, dejarlo vacío
word-community = otra comunidad
    .words = otra comunidad, cambiar de comunidad, comunidad equivocada

# El tiempo, como lo escribe la gente
field-when = No entendí cuándo. Escríbelo así: «viernes 18:00», «mañana 9:00», «2026-12-24», «18:00», «ahora», o «2h» para dentro de dos horas.
field-zone = No conozco esa zona horaria. Escribe una ciudad como se llaman las zonas, por ejemplo Europe/Madrid o America/Bogota.
field-zone-like = ¿Cuál quieres decir? { $zones }
field-time = No entendí esa hora. Escríbela así: 09:00 o 6pm.
field-hours = No entendí ese horario. Escríbelo así: «lun-vie 9:00-17:00», «22:00-7:00» para todos los días, o «ninguno». Varios van separados por punto y coma.
field-weekdays = No entendí qué días. Escríbelos así: «lun-vie» o «sáb, dom».
word-now = ahora
    .words = ahora mismo, ya
word-at = a las
    .words = a la, el, los, desde, desde el, del, cada
word-until = hasta
    .words = hasta el, a, al
word-yesterday = ayer
word-today = hoy
word-tomorrow = mañana
    .words = manana
weekday-1 = lunes
    .words = lun, lu
weekday-2 = martes
    .words = mar, ma
weekday-3 = miércoles
    .words = mié, mie, miercoles, mi
weekday-4 = jueves
    .words = jue, ju
weekday-5 = viernes
    .words = vie, vi
weekday-6 = sábado
    .words = sáb, sab, sabado, sábados, sabados
weekday-7 = domingo
    .words = dom, do, domingos
hours-line = { $days } { $from }–{ $to }
hours-more = { $before }; { $each }
hours-always = siempre
hours-every-day = todos los días
hours-from-to = de { $first } a { $last }
hours-and = { $before }, { $each }
