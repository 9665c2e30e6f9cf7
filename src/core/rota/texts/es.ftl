rota-duty-first-responder = primera respuesta
    .words = primer respondiente, primera, respuesta
rota-duty-report-taker = toma de denuncias
    .words = toma, escribe, actas
rota-duty-adjudicator = decisión
    .words = decide, quien decide
rota-duty-escort = acompañamiento en persona
    .words = acompañamiento, acompanamiento
rota-command-who = Quién está de turno ahora y quién sigue
rota-command-rota-show = Mostrar las próximas semanas de un turno
rota-command-rota-at = Quién estaba de turno en cierto momento
rota-command-rota-add = Organizar personas que se turnan
rota-command-rota-shift = Organizar personas en días y horas fijas
rota-command-rota-remove = Quitar una parte de los turnos
rota-command-rota-cover = Estar de turno un tiempo, o que alguien lo esté
rota-command-rota-fill = Tomar un tiempo en que falta alguien
rota-command-rota-drop = Librar a alguien un tiempo
rota-command-rota-replace = Que alguien sustituya a otra persona un tiempo
rota-command-rota-take = Tomar un turno ahora mismo
rota-command-rota-swap = Pedir a alguien que tome un turno tuyo
rota-command-rota-handover = Entregar lo que queda de tu turno
rota-command-rota-accept = Aceptar un turno que te pidieron tomar
rota-command-rota-decline = Decir que no a un turno que te pidieron tomar
rota-command-duty-list = Mostrar las tareas del equipo
rota-command-duty-add = Dar otra tarea al equipo
rota-command-duty-set = Cambiar lo que pide una tarea
rota-command-duty-remove = Quitar una tarea, con sus turnos
rota-field-duty = ¿Qué tarea?
rota-field-name = ¿Cómo se llama la tarea?
rota-field-people = ¿Quiénes se turnan? Nómbralas en su orden
rota-field-every = ¿Cuánto dura un turno?
rota-every-hour = una hora
    .words = hora, cada hora, 1 hora
rota-every-day = un día
    .words = día, dia, diario, cada día
rota-every-week = una semana
    .words = semana, semanal, cada semana
rota-every-fortnight = dos semanas
    .words = quincena, 2 semanas, cada dos semanas
rota-every-month = un mes
    .words = mes, mensual, cada mes
rota-field-start = ¿Cuándo se cambia de turno? Por ejemplo «lunes 9:00»; o el día en que empieza el primero
rota-field-seats = ¿Cuántas personas a la vez?
rota-field-zone = ¿Según qué reloj? Una zona horaria como Europe/Madrid
rota-field-within = Solo en este horario, por ejemplo lun-vie 9:00-17:00
rota-field-days = ¿Qué días? Por ejemplo lun-vie
rota-field-from-time = ¿Desde qué hora?
rota-field-to-time = ¿Hasta qué hora?
rota-field-hours = ¿Cuándo debe haber alguien? Por ejemplo lun-vie 9:00-17:00; «ninguno» para siempre
rota-field-remind = Minutos antes de un turno en que aviso a sus personas; 0 para ningún aviso
rota-field-dedicated = ¿Quien tiene esta tarea no debe tener otra?
rota-field-tells = ¿Aviso en el espacio compartido del equipo en cada cambio?
rota-field-part = ¿Qué parte? Escribe su número
rota-field-weeks = ¿Cuántas semanas?
rota-field-at = ¿En qué momento? Por ejemplo «ayer 22:00»
rota-field-from = ¿Desde cuándo?
rota-field-until = ¿Hasta cuándo?
rota-field-cover = ¿Quién? Déjalo vacío si eres tú
rota-field-gap = ¿Qué tiempo? Déjalo vacío para el primero que puedas tomar
rota-field-drop = ¿Quién queda libre?
rota-field-by = ¿Quién sustituye?
rota-field-take = ¿En lugar de quién? Déjalo vacío para quien esté
rota-field-mine = ¿Qué turno tuyo? Elige su número, o escribe un día en que lo tienes
rota-field-swap = ¿A quién se lo pides? Déjalo vacío para pedirlo a todo el equipo
rota-field-theirs = ¿Qué turno suyo tomas? Un día en que lo tiene
rota-field-handover = ¿A quién?
rota-field-note = ¿Qué debe saber? Solo lo lee esa persona
rota-field-offer = ¿Cuál? Déjalo vacío para el que espera desde hace más tiempo
rota-nobody = nadie
rota-unavailable = { $name } (no disponible)
rota-span = { $start } – { $end }
rota-line = { $start } – { $end }: { $names }
rota-line-open = Desde { $start }: { $names }
rota-more =
    { $count ->
        [one] Sigue un turno más.
       *[other] Siguen { $count } turnos más.
    }
rota-full =
    { $seats ->
        [one] En este tiempo no falta nadie: hay una persona siempre que debe haberla.
       *[other] En este tiempo no falta nadie: hay { $seats } personas siempre que debe haberlas.
    }
rota-gap = Falta alguien en los turnos de { $duty }:
rota-gap-empty = { $start } – { $end }: no hay nadie. Podrían: { $free }
rota-gap-few =
    { $missing ->
        [one] { $start } – { $end }: solo { $names }, y hace falta una persona más. Podrían: { $free }
       *[other] { $start } – { $end }: solo { $names }, y hacen falta { $missing } más. Podrían: { $free }
    }
rota-gap-more =
    { $count ->
        [one] Y una vez más.
       *[other] Y { $count } veces más.
    }
rota-button-fill = Tomo { $start } – { $end }
rota-button-remove = Deshacer esto
rota-button-undo = Deshacer esto
rota-button-remove-part = Quitar el número { $number }
rota-button-accept = Sí, lo tomo
rota-button-decline = No, no puedo
rota-set = Los turnos de { $duty } quedan así, con el reloj de { $zone }:
rota-set-zone = ¿No es el reloj de tu equipo? Deshaz esto. Quien dirige el equipo indica el vuestro: haven setup --zone Europe/Madrid. Después, pon los turnos otra vez.
rota-set-hours = Si a las otras horas no hace falta nadie, dilo, y dejo de preguntar: duty set --hours "lun-vie 9-17"
rota-changed = Los próximos turnos:
rota-removed = Quitado.
rota-empty = No hay nadie en los turnos de { $duty }. Cuando alguien espera, llamo a todo el equipo. Para organizarlos: rota add
rota-part-unknown = No hay tal parte. Sus números: rota show
rota-two-duties = { $names } tendría dos tareas, { $one } y { $other }, pero una de ellas es para quien no hace nada más. Para cambiarlo: duty set
rota-duty-unknown = Tu equipo aún no tiene esa tarea. Las que hay: duty list. Para organizar una: rota add
rota-duty-there = Ya hay una tarea con ese nombre. Para cambiarla: duty set
rota-duty-none = Tu equipo aún no tiene turnos: cuando alguien espera, llamo a todo el equipo. Para organizarlos: rota add
rota-duties = Las tareas de tu equipo:
rota-duty-line = { $duty }: { $seats } a la vez, { $hours } ({ $zone }), aviso { $remind } min antes, { $dedicated }
rota-dedicated = nada más mientras tanto
rota-shared = también otras tareas
rota-duty-added = Tu equipo tiene ahora la tarea «{ $duty }». Para poner personas: rota add
rota-duty-removed = La tarea «{ $duty }» ya no está, ni sus turnos.
rota-duty-emptied = Los turnos de { $duty } ya no están. Cuando alguien espera, llamo a todo el equipo.
rota-one-window = Aquí solo cabe un horario. Para varios, organiza turnos fijos: rota shift
rota-not-in-team = { $name } no está en el equipo. Déjala entrar primero: team add
rota-other-zone = Estos turnos van según el reloj de { $zone }. Para cambiarlo, quita primero sus partes: rota show
rota-too-few = Hacen falta { $seats } a la vez, y nombraste { $count }. Nombra más personas, o cambia cuántas van a la vez.
rota-too-many = No se puede añadir más a estos turnos: ya constan de { $most } partes. Quita lo que ya no haga falta: rota remove
rota-parts-more =
    { $count ->
        [one] Y una más, después.
       *[other] Y { $count } más, después.
    }
rota-start-far = Falta más de un año. Escribe un día más cercano.
rota-not-on = { $name } no está de turno en ese tiempo, así que nada cambió. Quién está: rota show
rota-on-already = { $name } ya está de turno en ese tiempo, y no puede ocupar dos lugares. Pídeselo a otra persona.
rota-on-anyway = { $name } ya está de turno todo ese tiempo, así que nada cambió.
rota-on-it = Ya estás de turno. Hasta cuándo: who
rota-not-on-it = Ahora no estás de turno, así que no hay nada que entregar. Para ceder un turno posterior: rota swap
rota-none-of-yours = No encuentro ningún turno tuyo en ese momento ni después. El próximo: who
rota-none-of-theirs = No encuentro ningún turno de { $name } en ese momento ni después. Todos: rota show
rota-swap-whose = ¿El turno de quién quieres a cambio? Nombra también a la persona.
rota-yourself = No puedes pedírtelo a ti. Nombra a otra persona.
rota-nobody-free = No encuentro a nadie que pueda tomarlo: los demás están de turno en ese tiempo, o no están disponibles. Aún puedes pedírselo a alguien por su nombre: rota swap
rota-no-gap = No falta nadie en los turnos de { $duty } en las próximas dos semanas.
rota-no-gap-yours = Gracias. Ahora no hay ningún tiempo que puedas tomar: ya estás de turno, o no estás disponible en una parte. Para tomar una parte: rota cover
rota-gap-filled = Gracias. Ya no falta nadie en ese tiempo.
rota-gap-on = Ya estás de turno en ese tiempo; la otra persona tiene que ser alguien más.
rota-put-on = Desde ahora estás en los turnos de { $duty }.
rota-put-on-how = Cuándo te toca: who. Te aviso antes. Si en algún momento no puedes estar: away
rota-put-on-late = Mis mensajes no te llegaron hasta ahora, así que nadie podía contar contigo. Desde ahora sí.
rota-unreached = Mis mensajes no le llegan a { $names }, así que aún no cuento con esa persona. Pídele que me escriba en privado.
rota-put-off = Ya no estás en los turnos de { $duty }. Los quitó { $name }.
rota-taken-out = { $name } cambió los turnos de { $duty }. Esto ya no vale: { $what }
rota-change-on = Estás de turno en { $duty }, { $start } – { $end }. Te puso { $name }. Si no puedes: away
rota-change-off = Quedas libre en { $duty }, { $start } – { $end }. Lo cambió { $name }.
rota-soon = Tu turno en { $duty } empieza { $start }.
rota-soon-how = Si no puedes: away, y el equipo busca a alguien. Para pedírselo a alguien: rota swap
rota-on = Ahora estás de turno en { $duty }.
rota-on-until = Ahora estás de turno en { $duty }, hasta { $end }.
rota-on-with = Contigo: { $names }
rota-off = Ya no estás de turno en { $duty }. Gracias. Descansa.
rota-now = De turno ahora en { $duty }: { $names }
rota-asked = { $name } te pide tomar un turno en { $duty }: { $start } – { $end }
rota-asked-back = A cambio { $name } toma el tuyo: { $start } – { $end }
rota-asked-how = Nada cambia antes de que digas que sí. Si no puedes, no hace falta una razón.
rota-offer-made = He preguntado a { $names } por { $duty }, { $start } – { $end }. Hasta que alguien diga que sí, sigue siendo tu turno.
rota-offer-gone = Nadie te pide un turno ahora, o ya lo tomó otra persona.
rota-accepted = { $name } toma tu turno en { $duty }. Ya no es tuyo.
rota-yours = Es tuyo: { $duty }, { $start } – { $end }
rota-declined = { $name } no puede tomar tu turno en { $duty }. Sigue siendo tuyo: pídeselo a otra persona.
rota-declined-noted = De acuerdo. Le digo que no puedes, y nada más.
rota-declined-unsaid = De acuerdo. A nadie se le dice que dijiste que no.
rota-who = { $duty }: { $names }
rota-next-yours = Tu próximo turno: { $duty }, { $start } – { $end }
rota-none-yours = No tienes turnos en las próximas semanas. Para estar un tiempo: rota cover. Para organizar turnos: rota add
rota-who-next = { $duty }: { $names }. Desde { $at }: { $after }
rota-of = Los turnos de { $duty }, según el reloj de { $zone }:
rota-made-of = Se componen de:
rota-part = { $number }. { $what }
rota-left = Ya no están en el equipo, así que no hay nadie en sus turnos: { $names }
rota-fixed = { $names }: { $days } { $from }–{ $to }
rota-rotation =
    { $seats ->
        [one] { $names } se turnan, { $turns }
       *[other] { $names } se turnan, { $turns }, { $seats } a la vez
    }
rota-rotation-within =
    { $seats ->
        [one] { $names } se turnan, { $turns }, { $hours }
       *[other] { $names } se turnan, { $turns }, { $hours }, { $seats } a la vez
    }
rota-turns-hour =
    { $every ->
        [one] cada hora
       *[other] cada { $every } horas
    }
rota-turns-day =
    { $every ->
        [one] cada día
       *[other] cada { $every } días
    }
rota-turns-week =
    { $every ->
        [one] cada semana
       *[other] cada { $every } semanas
    }
rota-turns-month =
    { $every ->
        [one] cada mes
       *[other] cada { $every } meses
    }
rota-override-add = { $name } está además, { $start } – { $end }
rota-override-remove = { $name } queda libre, { $start } – { $end }
rota-override-replace = { $by } sustituye a { $name }, { $start } – { $end }
rota-was = { $duty }, { $at }: { $names }
