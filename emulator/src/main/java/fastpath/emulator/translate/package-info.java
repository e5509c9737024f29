/**
 * Turns what repeats into JVM bytecode: a passage of blocks is found, its flags are followed, code
 * is generated, and it runs in the interpreter's place with the same state and the same counts.
 * While it is made, of a snapshot of what has run, the guest runs on.
 *
 * <p>A passage is one method. Its loops are within it, callees are followed into and back, and it
 * is entered at its first block or at the head of a loop, where a budget stop left it. Registers
 * are local variables. What HotSpot can do with the method decides its speed, so:
 *
 * <ul>
 *   <li>An access expects the region that it was seen to go to: one unsigned comparison of the
 *       offset, one for all accesses at known distances from one another, then the region's array,
 *       which is a constant of the class. Regions lie anywhere in 64 bits, with permissions of
 *       their own, so there is no one window. What is elsewhere takes the slow way of {@link
 *       fastpath.emulator.machine.Memory}; what faults there is the interpreter's to execute again.
 *   <li>A short loop is written several times: the budget is looked at once for all of them, and
 *       accesses at known distances from one time to the next are checked together.
 *   <li>Counters and regions are constants of the class, so no register is taken for them.
 *   <li>Flags are put off until something asks for them; a condition compares what they come from.
 *   <li>Counters are where a branch goes its rarer way. The budget, which is counted down by the
 *       length of each block, also tells how often an innermost loop ran.
 *   <li>HotSpot's time is the dearest, and grows faster than a method. So a passage has few
 *       instructions at first, and more if there are more and it is left all the time; and the more
 *       passages there are, the hotter a place must be to get one.
 *   <li>A method stays small enough for both of HotSpot's compilers, is called often at first, and
 *       every loop of it has one entry. Where not all fits, large callees are left out, then all
 *       callees, then loops are written less often, then it is cut.
 * </ul>
 *
 * <p>Every way out has a number: what retired before it, what flags were put off, where the
 * interpreter goes on. A block that is left before its end is known by that, so that a fault, a
 * budget stop or an interrupt leaves the interpreter's state and counts; verify mode has the
 * interpreter repeat it all and compares.
 */
package fastpath.emulator.translate;
