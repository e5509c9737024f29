package fastpath.lab.page;

/**
 * A section of a report.
 *
 * @param name the section's name in links, and that of its document if it has only one
 * @param kind the name of the component that shows the section: a command's, or that of a section
 *     of several documents
 * @param title the heading
 * @param command the command that prints the section's data
 */
public record Section(String name, String kind, String title, String command) {}
