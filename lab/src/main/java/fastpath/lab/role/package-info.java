/**
 * Determines the role of each instruction, the purpose that it serves, from data flow.
 *
 * <p>{@link fastpath.lab.role.RoleFinder} returns the role at any address of an image and analyses
 * one function at a time. {@link fastpath.lab.role.Anchors} assigns the roles that follow from the
 * instruction alone: frames, calls, and accesses of named words. {@link
 * fastpath.lab.role.Spreading} assigns to other instructions the role that their result serves, or
 * the role of their operands' sources, until nothing changes. The remaining instructions are
 * payload.
 */
package fastpath.lab.role;
