package fastpath.emulator.snapshot;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * An immutable tree of pages that holds the contents of a mapping at one moment. Each inner node
 * has {@value #CHILDREN} children. A tree made from another one shares all nodes without a changed
 * page, so a change copies one path and a comparison skips the shared nodes.
 */
public final class PageTree {
  private static final int BITS = 5;
  static final int CHILDREN = 1 << BITS;

  /** The root node: a byte[] at level 0, an Object[] above; null where all bytes are 0. */
  private final Object root;

  private final int levels;

  private PageTree(Object root, int levels) {
    this.root = root;
    this.levels = levels;
  }

  /** Returns a tree whose pages are all zero. */
  static PageTree zeros(int pages) {
    int levels = 0;
    while (pages > 1 << BITS * levels) {
      levels++;
    }
    return new PageTree(null, levels);
  }

  /**
   * Returns this tree with other bytes in one page; the caller must not change the array
   * afterwards.
   */
  PageTree with(int page, byte[] bytes) {
    return new PageTree(with(root, levels, page, bytes), levels);
  }

  private static Object with(Object node, int level, int page, byte[] bytes) {
    if (level == 0) {
      return bytes;
    }
    Object[] children =
        node == null ? new Object[CHILDREN] : Arrays.copyOf((Object[]) node, CHILDREN);
    int child = page >>> BITS * (level - 1) & CHILDREN - 1;
    children[child] = with(children[child], level - 1, page, bytes);
    return children;
  }

  /** True if both trees have the same root, and so equal contents; no bytes are compared. */
  boolean isSame(PageTree other) {
    return root == other.root;
  }

  /** Returns the bytes of a page; null if all are 0. */
  byte[] page(int page) {
    Object node = root;
    for (int level = levels; level > 0 && node != null; level--) {
      node = ((Object[]) node)[page >>> BITS * (level - 1) & CHILDREN - 1];
    }
    return (byte[]) node;
  }

  /**
   * Calls a function with the number of each page that this tree and another tree of the same
   * mapping do not share.
   */
  void differences(PageTree other, IntConsumer each) {
    differences(root, other.root, levels, 0, each);
  }

  private static void differences(Object a, Object b, int level, int first, IntConsumer each) {
    if (a == b) {
      return;
    }
    if (level == 0) {
      each.accept(first);
      return;
    }
    for (int i = 0; i < CHILDREN; i++) {
      Object child = a == null ? null : ((Object[]) a)[i];
      Object other = b == null ? null : ((Object[]) b)[i];
      differences(child, other, level - 1, first | i << BITS * (level - 1), each);
    }
  }
}
