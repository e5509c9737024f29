/* Reports of -fsanitize=undefined: a call that comes here has undefined behaviour, and stops. */
	.section .text..instrumentation, "ax", @progbits
.irp what, add_overflow, sub_overflow, mul_overflow, negate_overflow, divrem_overflow, pointer_overflow, type_mismatch, type_mismatch_v1, alignment_assumption, out_of_bounds, shift_out_of_bounds, load_invalid_value, builtin_unreachable, missing_return, nonnull_arg, nonnull_return_v1, vla_bound_not_positive, invalid_builtin, implicit_conversion, float_cast_overflow
	.weak	__ubsan_handle_\what
	.type	__ubsan_handle_\what, @function
__ubsan_handle_\what:
	ud2
	.size	__ubsan_handle_\what, . - __ubsan_handle_\what
.endr
