package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.lab.page.PageModule;
import fastpath.lab.page.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pictures of the pages in the README, as SVG without scripts or references. */
final class Pictures {
  private static final Path FOLDER = Path.of("pictures");

  /** The matrix of a report as rectangles and texts. */
  private static final String MATRIX =
      """
      (() => {
        const table = document.querySelector('#leaf .matrix');
        const heads = [...table.querySelectorAll('thead tr:first-child th')].map(h => h.textContent);
        const rows = [...table.querySelectorAll('tbody tr')];
        const x = at => 150 + at * 46;
        const y = at => 30 + at * 22;
        const text = (left, top, s, kind) => `<text x="${left}" y="${top}" class="${kind}">${s}</text>`;
        const parts = heads.map((head, at) => text(x(at) + 21, 18, head, 'middle'));
        rows.forEach((row, r) => {
          parts.push(text(0, y(r) + 15, row.querySelector('th').textContent, 'name'));
          [...row.querySelectorAll('button')].forEach((cell, c) => {
            const shade = parseInt(cell.style.getPropertyValue('--shade')) / 100;
            parts.push(`<rect x="${x(c)}" y="${y(r)}" width="42" height="20" rx="3" fill-opacity="${shade}"/>`);
            parts.push(text(x(c) + 21, y(r) + 15, cell.textContent, 'middle'));
          });
        });
        const [width, height] = [x(heads.length), y(rows.length) + 44];
        const key = ['frame instructions on the path, and how the code leaves:',
          '.  no call,  a  calls only in inline asm,  j  a tail jump,  c  calls'];
        return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
      <style>text { font: 13px system-ui, sans-serif; fill: #1b1d21 } .middle { text-anchor: middle }
      rect { fill: #d1495b; stroke: #b9bfc9 } .key { font-size: 12px; fill: #555b66 }
      @media (prefers-color-scheme: dark) { text { fill: #e4e6ea } .key { fill: #a5acb8 } rect { stroke: #555b66 } }</style>
      ${parts.join('\\n')}
      ${key.map((line, at) => text(0, height - 24 + 16 * at, line, 'key')).join('\\n')}
      </svg>
      `;
      })()
      """;

  /** The editor's text, and what the page shows of it, as XHTML in a picture. */
  private static final String LIVE =
      """
      (() => {
        const written = node => new XMLSerializer().serializeToString(node);
        const results = document.querySelector('.results').cloneNode(true);
        results.querySelectorAll('.note, button, .data, .controls, .panel h3 ~ figure').forEach(n => n.remove());
        results.querySelectorAll('[title]').forEach(n => n.removeAttribute('title'));
        const code = document.createElement('pre');
        [...document.querySelectorAll('.cm-line')].slice(12, 52).forEach(line => {
          line.childNodes.forEach(node => node.nodeName === 'BR' || code.append(node.cloneNode(true)));
          code.append('\\n');
        });
        return [written(code), written(results)];
      })()
      """;

  private Pictures() {}

  static String ofMatrix(Tab tab) {
    return (String) tab.evaluate(MATRIX);
  }

  static String ofLivePage(Tab tab) {
    var parts = (java.util.List<?>) tab.evaluate(LIVE);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1400 900" width="1400" height="900">
    <foreignObject width="1400" height="900">
    <body xmlns="http://www.w3.org/1999/xhtml"><style><![CDATA[
    %s
    body { background: var(--bg); height: 900px; overflow: hidden; max-width: none; padding: 8px 16px; }
    body .wide { overflow: hidden; }
    body pre { font: 0.82rem/1.4 ui-monospace, monospace; border: 1px solid var(--rule); padding: 8px; margin: 0; overflow: hidden; tab-size: 8; }
    ]]></style>
    <div class="halves" style="grid-template-columns: minmax(0, 2fr) minmax(0, 3fr)">
    %s
    %s
    </div></body>
    </foreignObject>
    </svg>
    """
        .formatted(PageModule.resource(PageModule.STYLES), parts.get(0), parts.get(1));
  }

  /**
   * Compares a picture with the one that is kept, or writes it if the property {@code
   * fastpath.pictures} is set.
   */
  static void check(String name, String svg) throws IOException {
    Path file = FOLDER.resolve(name);
    if (System.getProperty("fastpath.pictures") != null) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, svg);
    }
    assertEquals(Files.readString(file), svg, "write it anew with -Dfastpath.pictures=write");
  }
}
