# What a command may look like, whoever runs it. Sourced by the primitives that take one.
run_input='
  def what:
    field("service"; .service | . == null or text("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}")),
    field("command"; .command | type == "string" and length >= 1 and utf8bytelength <= 8000 and (test("[\\x00-\\x08\\x0b-\\x1f\\x7f]") | not)),
    field("limits"; .limits | only(["memoryMb", "processes", "seconds"])),
    field("limits.memoryMb"; .limits.memoryMb | whole(16; 1048576)),
    field("limits.processes"; .limits.processes | whole(8; 65536)),
    field("limits.seconds"; .limits.seconds | whole(1; 86400));
'
