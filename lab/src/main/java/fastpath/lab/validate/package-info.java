/**
 * What must hold of a path whatever interrupts it: every fast path is run once for every place at
 * which an interrupt can come, and looked at afterwards.
 */
package fastpath.lab.validate;
