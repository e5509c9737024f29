/**
 * The page that a browser shows: components in JavaScript and one style sheet, which show the JSON
 * of the commands. A {@link fastpath.lab.page.Report} has them and its data in one file. A
 * component is a file among the resources of this package; {@link fastpath.lab.page.PageModule}
 * lists all, and an import map in the page tells the browser where each one is.
 *
 * <p>To add a component, write the file, list it in {@code PageModule}, and name it in {@code
 * documents.js} for the JSON that it shows.
 */
package fastpath.lab.page;
