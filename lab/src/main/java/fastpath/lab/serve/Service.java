package fastpath.lab.serve;

/** Computes the answers to requests of the page. */
public interface Service {
  /**
   * Answers a request by a JSON document. The method is called from several threads.
   *
   * @param what the last part of the request's path, such as {@code measure}
   * @param deadline asks for an early end of the work; its result is then a part
   * @throws IllegalArgumentException if the request is wrong; the message says what is wrong
   */
  String answer(String what, Form form, Deadline deadline);
}
