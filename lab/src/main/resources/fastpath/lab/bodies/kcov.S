/* Coverage hooks of -fsanitize-coverage, in a task that records no coverage. */
	.section .text..instrumentation, "ax", @progbits
.irp what, pc, cmp1, cmp2, cmp4, cmp8, const_cmp1, const_cmp2, const_cmp4, const_cmp8, switch, pc_guard, pc_guard_init
	.weak	__sanitizer_cov_trace_\what
	.type	__sanitizer_cov_trace_\what, @function
__sanitizer_cov_trace_\what:
	ret
	.size	__sanitizer_cov_trace_\what, . - __sanitizer_cov_trace_\what
.endr
