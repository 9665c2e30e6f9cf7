# Quién más puede verlo; se muestra antes de la primera pregunta
playground-candour = Esto es un espacio de prueba: funciona en tu propio dispositivo, y nada de aquí es real.
