/**
 * What each instruction is for, told from data flow.
 *
 * <p>{@link fastpath.lab.role.RoleFinder} answers for any address of an image, a function at a
 * time. {@link fastpath.lab.role.Anchors} gives roles to what the code alone tells: frames, calls,
 * accesses of named words. {@link fastpath.lab.role.Spreading} gives each other instruction the
 * role of what its result serves, or of what its operands come from, until nothing changes. The
 * rest is payload.
 */
package fastpath.lab.role;
