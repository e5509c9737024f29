/**
 * A JUnit 5 extension that holds the counts of a function in C under limits, so that a project's
 * own tests fail when a change costs an instruction.
 *
 * <p>A test method with {@link fastpath.junit.FastPath} is a test. {@link
 * fastpath.junit.FastPathExtension} measures the call before the method runs, exactly as {@code
 * fastpath measure} does with the same options, and fails the test if a limit is exceeded. {@link
 * fastpath.junit.MeasuredCall} is what the method may take as a parameter, to compare figures
 * itself.
 */
package fastpath.junit;
