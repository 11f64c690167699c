package cases

// SystemActor is who acts in entries that the program makes of itself.
const SystemActor = "server"
