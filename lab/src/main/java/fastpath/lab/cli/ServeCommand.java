package fastpath.lab.cli;

import fastpath.kernelsrc.KernelSources;
import fastpath.lab.serve.Server;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = {
      "A live page on the loopback address: type a C function, and see as you type what each variant"
          + " and compiler makes of it, what each instruction on the path is for, and what each call"
          + " costs; or type a litmus test, and step through its outcomes.",
      "",
      "The link that is printed has a random token; without it the server answers nothing. What"
          + " you type stays on this machine. Each request is limited in size, time and"
          + " instructions. Ctrl-C ends the server."
    },
    footer = {"", "Example:", "  fastpath serve --allow-silicon"})
final class ServeCommand extends CliCommand {
  private static final int MOST_PORT = 65535;
  private static final long POLL_MILLIS = 100;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen on; a free one if it is absent.")
  int port;

  @Option(
      names = "--allow-silicon",
      description =
          "Let the page run code on the host CPU too, as measure --silicon and --time do.")
  boolean allowSilicon;

  ServeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    if (port < 0 || port > MOST_PORT) {
      throw Failure.usage("--port %d: from 0 to %d", port, MOST_PORT);
    }
    try (Workshop workshop = new Workshop(KernelSources.BASE, cache());
        Server server = start(workshop)) {
      print("Open " + server.address());
      print("Ctrl-C ends the server.");
      terminal.out().flush();
      while (!terminal.interruption().isRequested()) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE;
  }

  private Server start(Workshop workshop) {
    try {
      return PageRequests.serve(port, workshop, allowSilicon);
    } catch (IOException e) {
      throw Failure.usage("--port %d: %s", port, e.getMessage());
    }
  }
}
