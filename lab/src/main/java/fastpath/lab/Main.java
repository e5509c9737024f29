package fastpath.lab;

import fastpath.lab.cli.Cli;
import fastpath.lab.cli.Terminal;

/** The program's entry point, which the launcher calls. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code = new Cli(Terminal.ofProcess()).execute(args);
    System.out.flush();
    System.exit(code);
  }
}
