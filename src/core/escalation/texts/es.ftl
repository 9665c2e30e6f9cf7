escalation-command-show = Mostrar a quién se llama y en qué orden
escalation-command-set = Fijar a quién se llama y en qué orden
escalation-field-level = ¿Para qué?
escalation-field-steps = Quién, y minutos hasta el paso siguiente: primera respuesta 15, equipo 30, fuera. O «habitual»
escalation-field-rounds = ¿Cuántas veces se recorren todos los pasos?
escalation-field-need = ¿Cuántas personas deben haber respondido? Dos llevan un caso; más pueden estar disponibles
escalation-usual = habitual
    .words = habitual, normal, de siempre
escalation-level-urgent = urgente
    .words = peligro
escalation-level-s4 = crítico (s4)
    .words = crítico, critico
escalation-level-s3 = muy grave (s3)
    .words = muy grave
escalation-level-s2 = grave (s2)
    .words = grave (s2)
escalation-level-s1 = leve (s1)
    .words = leve
escalation-level-s0 = poco claro (s0)
    .words = poco claro
escalation-level-other = todo lo demás
    .words = demás, lo demás, resto
escalation-target-team = todo el equipo
    .words = equipo, todos, todas, todo el equipo
escalation-target-outside = nadie más: la persona oye la verdad, y a quién puede acudir fuera del equipo
    .words = fuera, contacto externo, tarjeta
escalation-of = { $level }:
escalation-step =
    { $minutes ->
        [one] { $number }. { $who }; un minuto después, el paso siguiente
       *[other] { $number }. { $who }; { $minutes } minutos después, el paso siguiente
    }
escalation-step-last =
    { $minutes ->
        [one] { $number }. { $who }; un minuto después, todo el equipo, hora tras hora
       *[other] { $number }. { $who }; { $minutes } minutos después, todo el equipo, hora tras hora
    }
escalation-rounds =
    { $rounds ->
        [one] Todo esto una vez.
       *[other] Todo esto { $rounds } veces.
    }
escalation-need =
    { $need ->
        [one] Termina cuando una persona ha respondido.
       *[other] Termina cuando { $need } personas han respondido.
    }
escalation-always = Un paso en el que no hay nadie se salta al momento. Después del último llamo a todo el equipo, hora tras hora, hasta que dos llevan el caso. A quien no debe saber de un caso nunca se le llama.
escalation-set = Desde ahora:
escalation-unread = No entendí «{ $part }». Escribe una tarea, una persona del equipo, «equipo» o «fuera», cada una con sus minutos (de 1 a 1.440) detrás, y una coma entre ellas: primera respuesta 15, equipo 30, fuera
escalation-steps = Escribe entre uno y diez pasos, con una coma entre ellos.
escalation-title-steps = Quién, y minutos hasta el siguiente: primera respuesta 15, equipo 30, fuera
escalation-changed = { $name } cambió a quién se llama y en qué orden. Quien en el equipo no esté de acuerdo puede cambiarlo: escalation set
escalation-late = Así se llamaría a todo el equipo solo después de { $minutes } minutos. Que sean { $most } minutos como mucho: escribe «equipo» antes, o menos minutos.
escalation-first = Empieza por alguien del equipo. A quién acudir fuera se dice después de llamarlo.
escalation-target-partner = el equipo de otra comunidad, si la persona lo quiere
    .words = aliado, aliada, otro equipo
escalation-command-partner = Acordar con el equipo de otra comunidad que se le puede pedir ayuda
escalation-field-code = El código que te dio el otro equipo; «ninguno» para terminarlo
escalation-partner-code = Da este código a quienes organizan la otra comunidad. Con él pueden pedir a tu equipo cuando el suyo no puede venir:
escalation-partner-means = Allí escriben: escalation partner. Vale una vez, durante un día. A quien denuncia se le pregunta antes de que alguien de tu equipo lo sepa. Para terminarlo: escalation partner ninguno
escalation-partner-set = Acordado. Cuando tu equipo no puede venir, pregunto a la persona si puede escucharla el equipo de { $name }. Para nombrarlo como paso: escalation set
escalation-partner-none = Terminado. Ninguna otra comunidad pide a tu equipo, y tú a ninguna.
escalation-partner-wrong = Este código no es correcto, o ya pasó su tiempo. Pide otro al otro equipo.
escalation-partner-same = Esa es tu propia comunidad. El código es para otra.
