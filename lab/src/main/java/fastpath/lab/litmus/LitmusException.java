package fastpath.lab.litmus;

import fastpath.lab.workshop.LabException;

/**
 * Thrown if a litmus test cannot be read; the message has the file, the line and what was expected.
 */
public final class LitmusException extends LabException {
  private static final long serialVersionUID = 1;

  LitmusException(String file, int line, String message) {
    super(file + ":" + line + ": " + message);
  }
}
