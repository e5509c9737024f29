/*
 * The function tracer. The linker makes a call of these a nop, as ftrace_init() does when a kernel
 * boots; what is linked already, as a shared object is, comes here.
 */
	.section .text..instrumentation, "ax", @progbits
.irp name, __fentry__, mcount, _mcount, __cyg_profile_func_enter, __cyg_profile_func_exit
	.weak	\name
	.type	\name, @function
\name:
	ret
	.size	\name, . - \name
.endr
