# Traducción pendiente de revisión por una persona nativa.
# El primer mensaje
cases-hello = Hola. Soy un bot. Lo que me escribes lo llevo a dos personas de esta comunidad que ayudan cuando pasó algo malo. Nada es demasiado pequeño.
cases-who-sees = Lo ven dos personas del equipo. La primera puede leerlo y mandarte una primera ayuda hasta que venga la segunda. Tú dices quién no debe saberlo. No sabrán quién eres, salvo que tú quieras. Lo guardo cifrado. La clave la tienen quienes administran este bot.
cases-ask-safe = ¿Es seguro escribirte aquí?
cases-ask-safe-why = Te lo pregunto porque alguien podría ver tu pantalla. ¿Es seguro escribirte aquí?
cases-safe-yes = Sí, es seguro
    .words = sí, si, s, es seguro, sí es seguro, si es seguro, seguro, ok, vale, de acuerdo
cases-safe-neutral = No siempre. No mandes nada privado hasta que yo escriba
    .words = no siempre, neutro, neutros, neutrales, mensajes neutros, mensajes neutrales, solo mensajes neutros
cases-safe-no = No, oculta esto. (Luego escribe “mostrar”)
    .words = no, n, no es seguro
cases-safe-danger = Estoy en peligro ahora
    .words = peligro, en peligro, estoy en peligro
cases-neutral-on = De acuerdo. Si tú no escribes antes, solo te mando “Hay algo nuevo aquí”. Ves el resto cuando contestas.
cases-kept-first = He guardado lo que escribiste. No tendrás que contarlo otra vez.
cases-kept-story = Lo he guardado. Tómate tu tiempo: escribe más, manda archivos, o escribe “listo”.
cases-kept = Guardado.
cases-kept-aside = Lo he guardado con lo que contaste. Te pregunto otra vez:
cases-going-on = Bien. Seguimos.
cases-help = Puedes escribir con tus palabras. Estas palabras funcionan siempre: saltar (no responder), parar (dejarme en paz), peligro (necesito a alguien ahora), ocultar (borrar los mensajes del bot), retirar (retirarlo todo).

# Peligro
cases-danger = En un minuto aviso al equipo, aunque no escribas nada más.
cases-danger-slowed = Ya avisaste hace menos de una hora. Vuelvo a avisar en { $minutes ->
        [one] un minuto
       *[other] { $minutes } minutos
    }. Si no puedes esperar, usa la tarjeta de emergencia de arriba.
cases-danger-already = Avisé al equipo hace unos minutos, y sabe que es urgente. Si puedes, deja abierta esta conversación. Te escribo cuando venga alguien.
cases-danger-again = He avisado otra vez al equipo, y le he dicho que estás en peligro ahora. Si puedes, deja abierta esta conversación. Te escribo cuando venga alguien.
cases-danger-nobody = No he avisado a nadie: en el equipo no hay suficientes personas que puedan saberlo. Por favor, usa ahora la tarjeta de emergencia de arriba.
cases-danger-team = { $code }: la persona escribe que está en peligro ahora.
cases-ask-mustnot = ¿Quién del equipo no debe saberlo? Escribe un número o un nombre. Si puede saberlo todo el equipo, escribe “nadie”.
cases-mustnot-who = No encuentro ese nombre en el equipo. Escribe un número o un nombre de la lista, o “nadie”. Cuando acabe el minuto, aviso al equipo, salvo que escribas “no avisar a nadie”.
cases-mustnot-named = Escribiste el nombre de alguien del equipo. Si esa persona no debe saberlo, escribe solo su nombre. Si quieres que venga, escribe “nadie”. Cuando acabe el minuto, aviso al equipo.
cases-tell-here = Puedes contar aquí qué pasó, en tantos mensajes como quieras; lo lee quien venga. No es obligatorio. Si puedes, deja abierta esta conversación. Te escribo cuando venga alguien.
cases-not-called = De acuerdo, no aviso a nadie. Si cambias de idea, escribe “peligro”.
cases-crisis = Si quieres que alguien venga ahora a hablar contigo, escribe “peligro” y aviso al equipo. Si no, sigue escribiendo; te escucho.

# El relato y las preguntas
cases-ask-story = ¿Qué pasó? Cuéntalo con tus palabras, en tantos mensajes como quieras. Una frase es suficiente. Cuando termines, escribe “listo”.
cases-ask-story-more = Puedes añadir más, en tantos mensajes como quieras. Cuando sea todo, escribe “listo”.
cases-nothing-yet = Todavía no tengo nada tuyo. Una frase es suficiente, o escribe “hablar con una persona”.
cases-human = De acuerdo, no hay más preguntas sobre lo que pasó. Solo unas pocas, para que te escriban las personas adecuadas:
cases-files-noted =
    { $count ->
        [one] He anotado el archivo, pero no lo he abierto ni copiado.
       *[other] He anotado { $count } archivos, pero no los he abierto ni copiado.
    }
cases-ask-copies = ¿Puedo guardar una copia para el equipo? Di que no si algo muestra a una persona menor de edad (con menos de 18 años) de forma sexual, o si hay imágenes íntimas que alguien no permitió: nadie debe copiar eso, y yo no lo haré.
cases-copies-copy = Sí, guarda una copia
    .words = sí, si, s, copia, copiar, ok, vale
cases-copies-leave = No, no copies nada
    .words = no, n, no copies, no copiar, no copies nada, no estoy seguro, no estoy segura
cases-copies-on = Estoy haciendo la copia ahora, cifrada. Si algo falla, te lo digo.
cases-file-too-large = “{ $name }” es demasiado grande para copiarlo, o hay demasiados archivos. El equipo sabe que existe. Por favor, guárdalo tú en un lugar seguro.
cases-copies-off = No he copiado nada. El equipo sabe que había un archivo, y dónde.
cases-file-failed = No pude cargar “{ $name }”. No se ha perdido nada más. Por favor, manda este archivo otra vez, o describe lo que muestra.
cases-never-fetched = No abriré ni copiaré ninguna imagen de esto, y aquí nadie te la pedirá. Guarda tus propias pruebas donde solo tú puedas verlas.
cases-child = Si una persona menor de edad está en peligro, también puedes acudir a: { $contact }
cases-child-none = Si una persona menor de edad está en peligro, la policía o una línea de protección de la infancia del lugar donde vives puede actuar de inmediato.

cases-ask-relation = ¿Te pasó a ti?
cases-relation-me = Me pasó a mí
    .words = a mí, a mi, me pasó, me paso, yo, sí, si
cases-relation-saw = Lo vi
    .words = vi, lo he visto, testigo, lo presencié, lo presencie
cases-relation-passing = Lo cuento por otra persona
    .words = por otra persona, por alguien, de parte de alguien, le pasó a otra persona, le paso a otra persona

cases-ask-kind = ¿Qué se parece más a lo que pasó?
cases-kind-touch = Contacto físico o actos sexuales no deseados
    .words = tocamientos, tocar, me tocó, me toco, abuso, abuso sexual, agresión sexual, agresion sexual, violación, violacion
cases-kind-threats = Amenazas
    .words = amenaza, me amenaza, me amenazan
cases-kind-harassment = Insultos, o contacto no deseado que no para
    .words = insultos, insulto, acoso, hostigamiento
cases-kind-hate = Odio por ser quien es una persona
    .words = odio, racismo, homofobia, transfobia, machismo, discriminación, discriminacion
cases-kind-stalking = Seguir o vigilar a alguien
    .words = vigilar, acecho, me sigue, me siguen, me vigila, me vigilan
cases-kind-doxxing = Difundir datos privados
    .words = doxeo, datos, datos privados, difundir datos
cases-kind-images = Imágenes íntimas sin permiso
    .words = imágenes, imagenes, fotos, vídeos, videos, fotos íntimas, fotos intimas
cases-kind-child = Se hace daño a una persona menor de edad
    .words = menor, un menor, una menor, niño, niña, un niño, una niña, infancia
cases-kind-home = Violencia en casa o de la pareja
    .words = casa, en casa, pareja, mi pareja, violencia doméstica, violencia domestica
cases-kind-selfharm = Alguien podría hacerse daño
    .words = autolesión, autolesion, autolesiones, hacerse daño, suicidio
cases-kind-impostor = Alguien se hace pasar por otra persona
    .words = suplantación, suplantacion, impostor, impostora, perfil falso, cuenta falsa
cases-kind-medical = Alguien necesita ayuda médica
    .words = médico, medico, médica, medica, ayuda médica, ayuda medica, salud
cases-kind-excluded = Excluir o ignorar a alguien a propósito
    .words = exclusión, exclusion, excluir, excluido, excluida, ignorar
cases-kind-other = Otra cosa
    .words = otro, otra, algo más, algo mas

cases-ask-where = ¿Dónde pasó? Una sala, un canal, un lugar, con el detalle que quieras.
cases-ask-when = ¿Cuándo fue? Basta con “anoche”.
cases-ask-who = ¿Quién lo hizo? Un nombre, una cuenta, una descripción. También vale “no lo sé”.
cases-ask-witnesses = ¿Lo vio alguien más? ¿Quién?
cases-kept-out = Nombraste a alguien del equipo. Por mí no se enterará de esto.
cases-ask-before = ¿Pasó algo parecido antes?
cases-before-first = No, es la primera vez
    .words = no, primera vez, la primera vez
cases-before-once = Sí, una o dos veces
    .words = una vez, dos veces, una o dos veces
cases-before-often = Sí, una y otra vez
    .words = a menudo, muchas veces, una y otra vez
cases-ask-weight = ¿Cuánto te pesa?
cases-weight-light = Poco: quiero que se sepa
    .words = poco, leve, ligero
cases-weight-medium = Me pesa
    .words = algo, bastante, medio
cases-weight-heavy = Me pesa mucho
    .words = mucho, pesado, muy pesado
cases-weight-unbearable = Apenas puedo soportarlo
    .words = insoportable, no puedo más, no puedo mas, no lo soporto, no aguanto más, no aguanto mas
cases-ask-hear = ¿Quién del equipo puede saberlo?
cases-hear-all = Cualquier persona del equipo
    .words = todas, todos, todo el equipo, cualquiera
cases-hear-not = Alguien no debe saberlo
    .words = alguien no, no todos, no todas
cases-hear-only = Solo las personas que yo elija
    .words = solo, sólo, elegir, solo algunas personas
cases-ask-people = ¿Quién?
cases-ask-people-not = ¿Quién no debe saberlo? Desde ahora yo, el bot, no diré nada de esto a esas personas.
cases-ask-people-only = ¿Quién puede saberlo? Elige al menos a dos personas.
cases-ask-people-how = Responde con números o nombres, separados por comas.
cases-people-set = Anotado. Solo se lo digo a las personas que pueden saberlo.
cases-people-two = Elige al menos a dos personas: una sola nunca escucha un caso.
cases-people-too-few = Quedan menos de dos personas que puedan saberlo. Si sigue así, no aviso a nadie, y te lo digo.
cases-people-not-found = No encontré a nadie del equipo con ese nombre. Responde con números o nombres de la lista, o “saltar”.
cases-ask-named = ¿Quieres que las dos personas que te escuchan sepan quién eres? Si no, te llaman por un nombre inventado, y yo llevo los mensajes de un lado a otro.
cases-named-unnamed = No, sin mi nombre
    .words = no, n, sin nombre, anónimo, anonimo, anónima, anonima
cases-named-named = Sí, diles mi nombre
    .words = sí, si, s, con mi nombre, con nombre, diles mi nombre
cases-ask-contact = ¿Puede escribirte el equipo?
cases-contact-write = Sí, pueden escribirme
    .words = sí, si, s, escribir, escríbanme, escribanme, pueden escribirme
cases-contact-record = No, solo guardarlo
    .words = no, n, guardar, solo guardar, solo guardarlo
cases-contact-call = Prefiero hablar a escribir
    .words = llamar, hablar, prefiero hablar
cases-contact-unsure = Todavía no lo sé
    .words = todavia no lo se, todavía no sé, todavia no se, aún no lo sé, aun no lo se, no sé todavía, no se todavia, tal vez, quizás, quizas

# Lectura del resumen
cases-summary = Esto es lo que daría a las dos personas que te escuchan:
cases-summary-empty = Todavía no me has contado nada, y está bien. Aun así puedo pedir al equipo que te escriba.
cases-summary-no-story = No has contado qué pasó. El equipo te preguntará con cuidado.
cases-summary-unnamed = Por mí no sabrán tu nombre.
cases-summary-named = Sabrán tu nombre.
cases-summary-chosen = { $count ->
        [one] Solo una persona del equipo puede saberlo.
       *[other] Solo { $count } personas del equipo pueden saberlo.
    }
cases-summary-out =
    { $count ->
        [0] Puede saberlo cualquier persona del equipo.
        [one] Una persona del equipo no se enterará.
       *[other] { $count } personas del equipo no se enterarán.
    }
cases-ask-confirm = ¿Está bien así?
cases-confirm-confirm = Sí, envíalo
    .words = sí, si, s, enviar, envía, envia, envíalo, envialo, está bien, esta bien, correcto, confirmar, ok, vale
cases-confirm-correct = Corregir algo
    .words = corregir, corrige, cambiar, cambiar algo
cases-confirm-withdraw = Retirarlo todo
    .words = retirar, retirarlo, retirar todo
cases-ask-sure = ¿Lo retiro todo? Se borra lo que escribiste, y nadie se entera.
cases-ask-correct = ¿Qué corregimos?
cases-ask-piece = ¿Qué parte corregimos? También puedes añadir algo.
cases-piece-more = Añadir más
    .words = más, añadir más
cases-ask-reword = Escribe esta parte otra vez, tal como debe ser. Lo que escribas ocupa su lugar.
cases-reworded = Está corregido.
cases-unsaid = Ya está quitado: desde ahora nadie lo lee aquí.
cases-correct-story = Qué pasó
    .words = que pasó, que paso, lo que pasó, lo que paso, relato, historia
cases-correct-relation = Si me pasó a mí
    .words = si me paso a mi, a mí, a mi, relación, relacion
cases-correct-kind = Qué tipo de daño
    .words = que tipo de daño, tipo, tipo de daño
cases-correct-where = Dónde
    .words = donde, lugar
cases-correct-when = Cuándo
    .words = cuando, fecha, hora
cases-correct-who = Quién lo hizo
    .words = quien lo hizo, quién, quien
cases-correct-witnesses = Quién lo vio
    .words = quien lo vio, testigos, testigo
cases-correct-before = Si pasó antes
    .words = antes
cases-correct-weight = Cuánto me pesa
    .words = cuanto me pesa, peso
cases-correct-hear = Quién puede saberlo
    .words = quien puede saberlo, saberlo
cases-correct-named = Si saben mi nombre
    .words = nombre, mi nombre
cases-correct-contact = Si pueden escribirme
    .words = contacto, escribirme, escribir

# El recibo y después
cases-receipt = Gracias por contárnoslo. Tu caso se llama { $code }. Guarda este nombre.
cases-receipt-urgent = He avisado al equipo, y le he dicho que es urgente. Si no puedes esperar, llama al número de emergencias. Tu caso se llama { $code }.
cases-receipt-next = Qué pasa ahora: he dicho a personas del equipo que alguien espera. Dos de ellas toman el caso, y entonces te escriben por medio de mí.
cases-receipt-when = Hasta cuándo: si no viene nadie en { $minutes ->
        [one] un minuto
       *[other] { $minutes } minutos
    } (hasta { $at }), te lo digo, y también a quién más puedes acudir.
cases-receipt-witness = Qué pasa ahora: he avisado a personas del equipo. Como tú lo viste, te escriben si tienen una pregunta, y una vez cuando haya terminado.
cases-receipt-record = Queda guardado, y nadie te escribe si tú no escribes antes.
cases-receipt-unnamed = Para las dos personas te llamas “{ $pseudonym }”.
cases-receipt-named = Las dos personas saben tu nombre.
cases-receipt-add = Para añadir algo, escríbemelo. Para retirarlo todo, escribe “retirar”. Para borrar lo que yo, el bot, escribí en esta conversación, escribe “ocultar”; tus propios mensajes solo puedes borrarlos tú.
cases-receipt-keep = Qué se guarda: tus palabras y las del equipo, cifradas, hasta { $days ->
        [one] un día
       *[other] { $days } días
    } después de cerrar el caso. Entonces se destruye la clave; su última copia de seguridad desaparece 7 días más tarde.
cases-too-few = Tengo que decirte algo: ahora mismo hay en el equipo muy pocas personas que puedan saberlo. Puede que algunas queden fuera, o que no estén disponibles. Nunca dejo que lo escuche una sola persona, así que no se lo he dicho a nadie.
cases-too-few-now = Así quedan en el equipo menos de dos personas que puedan saberlo. Desde ahora nadie recibe lo que escribas, hasta que vuelva a haber dos. Lo que alguien leyó antes, ya lo leyó.
cases-too-few-kept = Lo que escribiste está guardado. Puedes cambiar quién puede saberlo, y yo lo intento de nuevo cuando cambie el equipo.
cases-facts-kept = Gracias. Está guardado, y las dos personas pueden leerlo.
cases-facts-more = { $code }: hay respuestas nuevas. Para leerlas: case show { $code }
cases-ask-doubt = Escribiste el nombre de alguien que está en tu caso. ¿Quieres que esa persona quede fuera desde ahora? Hasta que respondas, no recibe este mensaje.
cases-help-responder = ¿Quieres contar tú un daño? Pulsa el botón, o escribe “reportar”.
cases-duty-hint = No se mandó nada. Estás en un caso: para contestar a la persona, pulsa “Responder”, o escribe “case reply” con el nombre en clave. Si quieres contar tú un daño, pulsa “Contárselo a alguien”.
cases-menu = Tienes un caso abierto, { $code }. Lo que escribas aquí se añade a ese caso. Otras palabras: peligro, retirar, ocultar, “cambiar quién puede saberlo”, “nuevo” para contar otra cosa.
cases-menu-several = Tienes varios: { $codes }. Empieza tu mensaje con uno de estos nombres para añadirlo a ese caso.
cases-added = Añadido a { $code }. Para contar otra cosa, escribe “nuevo”.
cases-reopened = { $code } está abierto otra vez: la persona ha escrito más.
cases-stopped = De acuerdo. No pregunto nada más. Lo que escribiste se guarda 30 días, y no se lo he dicho a nadie. Escribe cualquier cosa para seguir.
cases-stopped-nothing = De acuerdo. No se guardó nada. Estoy aquí cuando quieras.
cases-reminder = Hola otra vez. Lo que escribiste está a salvo aquí. Cuando quieras, escribe cualquier cosa y seguimos. No hay prisa.
cases-offer-human = ¿Prefieres hablar con una persona? Escribe “hablar con una persona” y se lo pido al equipo. Si no, no vuelvo a preguntar; lo que escribiste se guarda 30 días.
cases-ask-withdraw = ¿Retiro { $code }? Se borra todo, también donde lo lee el equipo. Quien lleva el caso solo sabrá que lo has retirado.
cases-withdrawn = Está retirado, y borrado aquí. La última copia de seguridad de su clave desaparece en 7 días. Puedes volver cuando quieras.
cases-withdrawn-team = La persona retiró { $code }. Ya no hay nada que hacer.
cases-left = De acuerdo. No he cambiado nada.
cases-truth = Te prometí la verdad: todavía no ha venido nadie del equipo. No es por ti. Sigo avisando.
cases-truth-one = Te prometí la verdad: una persona del equipo está aquí, pero todavía falta la segunda, y una sola no debe ocuparse de esto. Sigo avisando.
cases-truth-on = Si empeora, escribe “peligro”. También puedes cambiar quién puede saberlo, o esperar; no se pierde nada.
cases-hears-one = Una persona del equipo ya está aquí. La segunda está por llegar; hasta entonces solo puedes recibir una primera ayuda.
cases-hears-two = Dos personas del equipo están contigo ahora. Pueden leer lo que escribiste, y te escriben por medio de mí.
cases-team = El equipo
cases-reply-how = Para contestar, escríbeme un mensaje privado, o usa el comando “report”.
cases-relief-from = Del equipo:
cases-relief-safe = ¿Estás a salvo ahora?
cases-relief-medical = ¿Necesitas ayuda médica?
cases-relief-someone = ¿Quieres que alguien te acompañe?
cases-closed = El equipo ha cerrado { $code }.
cases-closed-witness = Gracias otra vez por contarnos lo que viste ({ $code }). Lo hemos mirado con cuidado.
cases-closed-kept = Tus palabras se borran en { $days ->
        [one] un día
       *[other] { $days } días
    }. Si pasa algo nuevo, o quieres decir más, escríbeme en privado; así se abre otra vez.
cases-outcome-resolved = Resuelto
cases-outcome-measures = Se tomaron medidas
cases-outcome-referred = Pasó a otras personas que pueden ayudar
cases-outcome-recorded = Solo registrado
cases-outcome-unfounded = No confirmado
cases-outcome-resolved-told = Está resuelto, hasta donde es posible.
cases-outcome-measures-told = Se tomaron medidas. Por el bien de todas las personas implicadas, no siempre se pueden contar los detalles.
cases-outcome-referred-told = Ahora lo tienen personas que pueden hacer más que nuestro equipo.
cases-outcome-recorded-told = Esta vez el equipo no pudo hacer nada más. Lo que contaste queda registrado, y cuenta si llega algo más.
cases-outcome-unfounded-told = El equipo no pudo confirmar lo que pasó. Eso no significa que hicieras mal en escribir. Si lo ves de otra manera, puedes contestar.
cases-invite = Hola. Puedes hablar conmigo aquí, en privado. Escribe cualquier cosa para empezar.
cases-invite-public = Escribiste donde otras personas leen, por eso te contesto aquí.
cases-redacted = He borrado tu mensaje de allí.
cases-not-redacted = Tu mensaje sigue allí: no he podido borrarlo. Por favor, bórralo tú.
no-community-reporter = No sé a qué comunidad quieres escribir, o esa comunidad todavía no me ha preparado. No he pasado nada a nadie, y no he guardado nada. Ve a la comunidad a la que quieres escribir y pon allí /report; o acude a alguien de confianza.

# Para el equipo
cases-card = Alguien necesita que le escuchen: { $code }. Hacen falta dos personas.
cases-card-urgent = Urgente. Alguien necesita ayuda ahora: { $code }. Hacen falta dos personas.
cases-card-waiting = Espera desde hace { $minutes ->
        [one] un minuto
       *[other] { $minutes } minutos
    }.
cases-button-take = Lo tomo
cases-button-recuse = No puedo participar en esto
cases-button-reply = Responder
cases-button-note = Nota
cases-button-handover = Pedir relevo
cases-button-close = Cerrar
cases-command-report = Contar un daño al equipo, en privado
cases-command-list = Casos en los que estás, o que necesitan a alguien
cases-command-show = Leer un caso en el que estás
cases-command-take = Tomar un caso, como primera o segunda de dos personas
cases-command-reply = Responder a la persona
cases-command-note = Escribir una nota para las dos personas del caso
cases-command-severity = Decir qué gravedad tiene
cases-command-handover = Pedir a alguien del equipo que ocupe tu lugar
cases-command-exception = Pedir que se comunique contra la voluntad de la persona
cases-command-agree = Estar de acuerdo en que se comunique
cases-command-recuse = Apartarte de un caso, para siempre
cases-command-close = Cerrar un caso, con su resultado
cases-field-case = ¿Qué caso? Su nombre en clave, como amber-otter-47
cases-field-entry = Qué entrada leer entera, por su número
cases-no-contact = No se mandó nada. La persona quería solo guardar { $code }, y pidió que nadie le escriba. Puedes contestar cuando vuelva a escribir.
cases-field-reply = ¿Qué quieres decir? La persona lo lee como “El equipo”
cases-field-relief = Primera ayuda, mientras no haya otra persona contigo en el caso
cases-field-note = Tu nota
cases-field-severity = ¿Qué gravedad tiene?
cases-field-exception = ¿Por qué hay que comunicarlo?
cases-field-exception-words = ¿Qué se comunica, a quién y por qué? La persona lo leerá.
cases-field-exception-silent = ¿Sería un peligro para alguien decírselo a la persona?
cases-exception-child = Un menor está en peligro
cases-exception-life = Una vida está en peligro
cases-exception-law = La ley lo exige
cases-field-person = ¿A quién?
cases-field-outcome = ¿Cómo terminó?
cases-field-words = ¿Qué debe leer la persona sobre esto?
cases-field-assessment = ¿Hasta qué punto está confirmado?
cases-field-basis = ¿En qué se basa?
cases-assessment-credible = Creíble
cases-assessment-insufficient = No hay suficiente para saberlo
cases-assessment-unfounded = Sin fundamento
cases-assessment-malicious = Contado para dañar a alguien
cases-assessment-unassessed = todavía sin valorar
cases-severity-none = todavía sin valorar
cases-severity-s0 = S0 sin aclarar
    .words = s0, 0
cases-severity-s1 = S1 leve o moderada
    .words = s1, leve, moderada
cases-severity-s2 = S2 importante
    .words = s2, importante
cases-severity-s3 = S3 grave
    .words = s3, grave
cases-severity-s4 = S4 crítica
    .words = s4, crítica, critica
cases-severity-set = { $code }: la gravedad es ahora { $level }.
cases-unknown = No conozco ese caso. “case list” muestra los casos en los que puedes trabajar.
cases-not-on = No estás en { $code }. Si todavía necesita a alguien, tómalo: case take { $code }.
cases-show-first = Puedes leer { $code } cuando estés en el caso: case take { $code }.
cases-list-empty = Ahora no hay nada para ti.
cases-list = Casos para ti:
cases-list-line = { $code }, desde hace { $minutes ->
        [one] un minuto
       *[other] { $minutes } minutos
    }: { $state }
cases-list-urgent = Urgente: { $code }, desde hace { $minutes ->
        [one] un minuto
       *[other] { $minutes } minutos
    }: { $state }
cases-list-lead = eres la primera persona
cases-list-second = eres la segunda persona
cases-list-needs-two = necesita dos personas
cases-list-needs-one = necesita una segunda persona
cases-already-on = Ya estás en { $code }.
cases-full = { $code } ya tiene dos personas. Gracias.
cases-closed-already = { $code } está cerrado.
cases-you-first = Eres la primera persona en el caso. Hasta que venga la segunda, puedes leerlo y mandar solo una primera ayuda: case reply.
cases-you-two = Ya son dos personas en el caso.
cases-taken-lead = { $name } está en { $code }. Hace falta una segunda persona.
cases-taken-second = { $name } está en { $code } como segunda persona.
cases-reply-needs-two = No se mandó nada: todavía no hay otra persona contigo en el caso. Guarda tus propias palabras hasta que venga. Una primera ayuda se puede mandar ya:
cases-partner-replied = El equipo, por { $who }, para { $code }
cases-replied = Enviado, para { $code }.
cases-not-delivered = { $code }: un mensaje a la persona aún no se ha entregado: sus mensajes privados están cerrados. La espera en “inbox”, y lo intento de nuevo cuando esté aquí.
cases-noted = Anotado, para { $code }.
cases-unavailable = Esta persona no está disponible.
cases-offered = { $name } te pide que ocupes su lugar en { $code }.
cases-offer-made = Se lo he pedido a { $name }. Sigues en { $code } hasta que acepte.
cases-handed-over = { $name } ocupa ahora tu lugar en { $code }. Gracias.
cases-exception-needs-two = Para eso hacen falta dos. Nadie lo decide a solas: espera a que haya una segunda persona en { $code }.
cases-exception-asked = Pedido. No se comunica nada hasta que la otra persona esté de acuerdo, para { $code }.
cases-exception-ask = { $who } te pide tu acuerdo, para { $code }: lo que se contó debe comunicarse aunque la persona no lo quiso. Motivo: { $basis }.
cases-exception-open = Si estás de acuerdo, se le dice a la persona, con estas palabras.
cases-exception-silent = Si estás de acuerdo, no se le dice a la persona, porque pondría a alguien en peligro.
cases-button-agree = Estoy de acuerdo
cases-exception-none = Nadie lo pide ahora en { $code }.
cases-exception-own = Lo pediste tú. La otra persona tiene que estar de acuerdo, para { $code }.
cases-exception-agreed = Hay acuerdo entre dos, para { $code }. Queda registrado. Ahora comunica lo necesario y nada más.
cases-exception-told = Dos personas del equipo comunican algo que les contaste, aunque no lo pediste. El motivo: { $basis }. No lo harían por menos.
cases-exception-on = Puedes preguntarles: escríbeme en privado.
cases-recused = Gracias por decirlo. No sabrás nada más de { $code }, y a nadie se le dice por qué.
cases-partner-gone = { $code } necesita otra vez una segunda persona. Se lo he dicho al equipo.
cases-close-needs-two = Una sola persona no puede cerrar { $code }. Hace falta la segunda.
cases-basis-needed = Di en qué se basa tu valoración: rellena también “basis”.
cases-space-closed = { $code } está cerrado.
cases-cut = (Es largo: { $length } caracteres. Se muestran los primeros { $shown }; todo está guardado. Para seguir leyendo: case show con el número de la entrada.)
cases-dossier = Caso { $code }
cases-dossier-changed = El registro de este caso se cambió fuera de Haven. No confíes solo en él y avisa a quien administra este bot.
cases-dossier-earlier = (Entradas anteriores que no se muestran aquí: { $count })
cases-entry-said = { $number }. { $who }, { $at } UTC
cases-entry-amended = { $number }. { $who }, número { $amended } corregido, { $at } UTC
cases-entry-reply = { $number }. El equipo, por { $who }, { $at } UTC
cases-entry-note = { $number }. Nota de { $who }, { $at } UTC
cases-entry-taken-back = ({ $number }. { $who } retiró un mensaje de { $at } UTC.)
cases-entry-more = { $who } ({ $code }) escribe
cases-entry-edited = { $who } ({ $code }) corrige lo que escribió
cases-deleted = { $code }: la persona retiró uno de sus mensajes. Ya no se muestra.
cases-fact-state = Estado
cases-fact-severity = Gravedad
cases-fact-assessment = Confirmado
cases-fact-lead = Primera persona
cases-fact-second = Segunda persona
cases-fact-reporter = Quien lo cuenta
cases-fact-out = Quién no debe saberlo
cases-fact-language = Escribe en
cases-fact-relation = A quién le pasó
cases-fact-kind = Tipo de daño
cases-fact-where = Dónde
cases-fact-when = Cuándo
cases-fact-who = Quién lo hizo
cases-fact-witnesses = Quién lo vio
cases-fact-before = Antes
cases-fact-weight = Cuánto pesa
cases-fact-contact = Si le puede escribir el equipo
cases-fact-unfound = No debe saberlo, pero no está en la lista del equipo
cases-nobody = todavía nadie
cases-state-open = abierto
cases-state-closed = cerrado
cases-evidence = Archivos:
cases-evidence-asked = { $number }. { $name } ({ $kilobytes } kB): sin copiar, todavía sin preguntar
cases-evidence-fetching = { $number }. { $name } ({ $kilobytes } kB): se está copiando
cases-evidence-kept = { $number }. { $name } ({ $kilobytes } kB): guardado, cifrado
cases-evidence-failed = { $number }. { $name } ({ $kilobytes } kB): no se pudo cargar; se pidió a la persona que lo mande otra vez
cases-evidence-pointer = { $number }. { $name } ({ $kilobytes } kB): sin copiar
cases-evidence-taken = ({ $number }. Un archivo que la persona retiró.)

# Answers in plain text, labels of a topic, what is offered while typing
cases-offer = { $code }: { $state }, hace { $minutes } min
cases-command-send = Enviar a la persona lo que escribiste en texto simple
cases-field-answer = Cuál de tus respuestas; si se omite, la última
cases-word-to-person = responder:
    .words = respuesta:
cases-draft = Todavía no se envió nada. ¿Se lo mando a la persona de { $code }, como “El equipo”? Si no, no hagas nada.
cases-draft-empty = No se envió nada: no había palabras. Los archivos no se pueden pasar a la persona.
cases-draft-unchanged = Lo que espera sigue siendo tu mensaje como estaba antes de este cambio.
cases-draft-gone = No se envió nada: ya no tengo esas palabras tuyas para { $code }.
cases-button-send = Enviar a la persona
cases-sent = Enviado, para { $code }. Si editas o borras tu mensaje, cambia también lo que lee la persona.
cases-sent-already = Eso ya se envió, para { $code }.
cases-reply-retracted = El equipo retiró uno de sus mensajes.
cases-partner-retracted = { $who } retiró una respuesta para { $code }. La persona sabe que falta un mensaje.
cases-label-urgent = Urgente
cases-label-needs-two = Faltan dos
cases-label-needs-one = Falta una persona
cases-label-staffed = Hay dos personas
cases-label-closed = Cerrado
cases-label-s0 = S0 poco claro
cases-label-s1 = S1 leve
cases-label-s2 = S2 importante
cases-label-s3 = S3 grave
cases-label-s4 = S4 crítico

# Abrir un archivo
cases-command-file = Abrir un archivo de un caso en el que estás
cases-field-file = Qué archivo, por su número
cases-button-file = Abrir el archivo { $number }
cases-file-none = { $code } no tiene archivos.
cases-file-unknown = { $code } no tiene un archivo con ese número. Para ver sus archivos: case show { $code }
cases-file-which = ¿Qué archivo de { $code } quieres abrir?
cases-file = Archivo { $number } de { $code }. Está cubierto: míralo cuando puedas, y deja de mirar cuando quieras. Por favor, no lo guardes ni lo pases a nadie.
cases-fact-file-name = Nombre
cases-fact-file-type = Tipo
cases-fact-file-size = Tamaño
cases-fact-file-hash = SHA-256
cases-file-bytes = { $bytes ->
        [one] un byte
       *[other] { $bytes } bytes
    }
cases-file-too-large-here = { $most ->
        [0] “{ $name }” no se puede mostrar aquí: en esta plataforma no se pueden enviar archivos.
       *[other] “{ $name }” es demasiado grande para enviarlo aquí: tiene { $megabytes } MB, y caben { $most } MB como máximo.
    } Sigue guardado con { $code }, cifrado y con su SHA-256. Quizá la persona todavía lo tenga: pídele una copia más pequeña, o imágenes de la parte que importa.
cases-file-gone = “{ $name }” ya no se puede abrir. Ya no está guardado, o ya no estás en el caso, o se cambió fuera de Haven.
cases-open-asked = “{ $name }” no se puede abrir: no se copió. La persona todavía no ha dicho si se puede copiar.
cases-open-fetching = “{ $name }” todavía no se puede abrir: se está copiando. Inténtalo otra vez dentro de un minuto.
cases-open-failed = “{ $name }” no se puede abrir: no se pudo cargar. Se pidió a la persona que lo mande otra vez.
cases-open-large = “{ $name }” no se puede abrir: era demasiado grande para copiarlo. Solo lo tiene la persona.
cases-open-pointer = “{ $name }” no se puede abrir: no se copió. La persona no quiso, o había demasiados archivos.
cases-open-taken = Este archivo no se puede abrir: la persona lo retiró.
cases-open-never = “{ $name }” no lo puede abrir nadie. Se contó que se trata de imágenes sexuales de una niña o un niño, o de imágenes íntimas sin consentimiento: aquí no se copian. Por favor, no se lo pidas a la persona.

# Empezado por un comando
cases-command-report-message = Denunciar este mensaje
cases-command-report-person = Denunciar a esta persona
cases-report-open = Tienes un caso abierto, { $code }. ¿Qué quieres hacer?
cases-receipt-shared = Aquí no puedes escribirme: pulsa un botón o usa el comando “report”. Lo que escriba el equipo llega como mensaje privado. Si tus mensajes privados están cerrados, te espera: usa el comando “inbox”.
cases-title-people = Personas del equipo
cases-title-page = Unas preguntas
cases-title-add = Añadir a tu caso
cases-ask-add = ¿Qué quieres añadir a { $code }? Palabras o archivos.
cases-subject-none = No pude ver lo que elegiste. Usa el comando “report” y cuéntamelo.
cases-subject-noted = He anotado a { $name }. Por mí, esta persona no se entera de nada.
cases-subject-own = Este mensaje lo escribiste tú. Lo guardo con lo que cuentas, y no anoto a nadie como causante.
cases-subject-yourself = Te elegiste a ti, así que no he anotado a nadie. Cuéntame qué pasó.
cases-subject-carried = Este mensaje lo mandé yo, quizás de parte del equipo. Si alguien del equipo hizo daño, cuéntamelo, y di después quién no debe saberlo.
cases-subject-elsewhere = Ahora mismo le estás contando algo a otra comunidad, así que no he guardado esto. Termina eso primero, o retíralo; después elige esto otra vez.
cases-subject-bot = Soy yo, el bot. Si algo de lo que escribí está mal, denuncia ese mensaje. Para contar un daño, usa el comando “report”.
cases-copy-kept = He guardado la copia de { $platform } de este mensaje de { $name }: sus palabras, quién lo escribió y cuándo. Queda como está, aunque allí se borre. Las dos personas que te escuchan la leen entera; si tu nombre está en ella, lo ven.
cases-copy-already = Ya tengo este mensaje, tal como está.
cases-copy = Copia de { $platform } de un mensaje de { $who }{ $files ->
        [0] {""}
        [one] , con un archivo
       *[other] , con { $files } archivos
    }
cases-copy-private = en un mensaje privado
cases-copy-place = en { $place }
cases-entry-copy = { $number }. Copia de { $platform } de un mensaje de { $who } ({ $account }), { $place }, escrito { $written } UTC, archivos: { $files }, guardada { $at } UTC. SHA-256: { $hash }
cases-entry-copy-edited = { $number }. Copia de { $platform } de un mensaje de { $who } ({ $account }), { $place }, escrito { $written } UTC, editado { $edited } UTC, archivos: { $files }, guardada { $at } UTC. SHA-256: { $hash }
cases-ask-where-belongs = El equipo ya tiene una denuncia tuya. ¿Esto es parte de ella, o es algo nuevo?
cases-belongs-new = Es algo nuevo
    .words = nuevo, algo nuevo
cases-belongs-add = Añadir a { $code }
cases-belongs-kept = También he guardado lo que has escrito. Primero:
cases-belongs-left = De acuerdo. Lo he olvidado, con lo que acabas de escribir sobre ello. Nadie lo ha sabido.
cases-entry-reported = { $who } ({ $code }) ha denunciado un mensaje más:
cases-fact-subject = Denunciado

# A test of the way to the team
cases-card-trial = Esto es una prueba. Nadie ha informado de nada. Quien configura esta comunidad quiere saber si un informe te llegaría. Por favor, pulsa «Lo veo».
cases-button-see = Lo veo
cases-trial-begun =
    { $count ->
        [one] La prueba va de camino a una persona del equipo.
       *[other] La prueba va de camino a { $count } personas del equipo.
    } Te escribo cuando alguien la haya visto, y cómo ha ido después de una hora como mucho. Después no queda nada de ella.
cases-trial-few = Para una prueba hacen falta al menos dos personas del equipo a las que pueda llegar. Hazlas entrar con «team add», o dales el rol del equipo; después inténtalo de nuevo.
cases-trial-running = Ya hay una prueba en marcha. Te escribo en privado cómo va.
cases-trial-seen = Gracias. Era solo una prueba, y no hay que hacer nada más.
cases-trial-progress = Tu prueba hasta ahora:
cases-trial-over = Tu prueba ha terminado, y no queda nada de ella. Así ha ido:
cases-trial-space = No he podido escribir tu prueba en el espacio compartido. Lo que necesito allí lo lees con: haven check
cases-trial-fact-seen = La han visto
cases-trial-fact-waiting = Todavía no
cases-trial-fact-lost = No se les puede llegar
cases-trial-nobody = nadie

# Llamar
cases-receipt-urgent-away = Tengo que decirte la verdad: ahora mismo no está nadie del equipo que pueda saberlo. Sigo llamando. Si no puedes esperar, llama al número de emergencias. Tu caso se llama { $code }.
cases-receipt-opens = Qué pasa ahora: el equipo lo lee cuando empieza su horario, { $at }. Si no puedes esperar, escribe “peligro”: entonces llamo ya.
cases-receipt-by = Hasta cuándo: si no ha venido nadie { $at }, te lo digo, y también a quién más puedes acudir.
cases-receipt-away = Qué pasa ahora: en este momento no está nadie del equipo. Llamo en cuanto haya alguien, y dos personas toman el caso. Si no puedes esperar, escribe “peligro”.
cases-danger-away = Intenté llamar otra vez al equipo, pero ahora mismo no está nadie que pueda saberlo. Usa por favor la tarjeta de emergencia de arriba. Sigo llamando, y te escribo cuando venga alguien.
cases-untrained = Tu formación ya no vale, así que no puedes tomar un caso. Pide a quien organiza el equipo que la renueve.
cases-command-cant = Decir que ahora no puedes ir a un caso
cases-command-standby = Estar disponible junto a las dos personas de un caso
cases-command-backup = Llamar ya a las demás personas del equipo a un caso tuyo
cases-command-explain = Mostrar a quién se llama para un caso, y cuándo otra vez
cases-button-cant = Ahora no puedo
cases-button-standby = Estoy disponible
cases-cant-noted = De acuerdo. Sigo sin ti con { $code }, y no digo a nadie que fuiste tú. Durante cuatro horas te dejo en paz con esto, salvo que se vuelva urgente.
cases-standby-noted = Gracias. Las dos personas de { $code } saben que estás disponible.
cases-standby-told = { $name } está disponible para { $code }.
cases-backup = { $name } necesita a alguien del equipo ya, con { $code }.
cases-backup-called = { $count ->
        [0] Ahora mismo no está nadie más que pueda saberlo. Usa por favor la tarjeta de emergencia:
        [one] He llamado a una persona más del equipo. La tarjeta de emergencia:
       *[other] He llamado a { $count } personas más del equipo. La tarjeta de emergencia:
    }
cases-explain = { $code }: { $step ->
        [0] todavía no se ha llamado a nadie
        [one] se ha dado un paso
       *[other] se han dado { $step } pasos
    }, { $on ->
        [0] nadie lo lleva.
        [one] lo lleva una de dos personas.
       *[other] lo llevan dos.
    }
cases-explain-next = El próximo paso se da { $at }.
cases-explain-rest = Ahora no hace falta llamar a nadie.
cases-card-more = { $code } ya tiene a sus dos personas. El equipo quiere que una persona más esté disponible.
cases-card-more-urgent = Urgente. { $code } ya tiene a sus dos personas. El equipo quiere que una persona más esté disponible.
cases-cant-on = Estás en { $code }. Pide a alguien que tome tu lugar con «case handover», o hazte a un lado con «case recuse».
cases-ask-helper = Tu propio equipo no puede venir ahora. El equipo de { $name } ha aceptado escuchar cuando el nuestro no puede. Dos de sus personas leerían lo que escribiste, con las mismas reglas: no saben quién eres si no lo quieres, y a quien nombraste queda fuera. ¿Les pregunto? También sigo llamando a tu equipo.
cases-helper-called = He preguntado al equipo de { $name }. Te escribo cuando venga alguien. Todavía puedes cambiar quién puede saberlo.
cases-helper-later = El equipo de { $name } ya puede saberlo, pero ahora tampoco hay nadie. Llamo en cuanto haya alguien.
cases-helper-no = De acuerdo, no pregunto a nadie más. Sigo llamando a tu equipo.
