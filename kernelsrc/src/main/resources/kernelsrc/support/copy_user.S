/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The copies of 3.11: destination in rdi, source in rsi, bytes in edx; in eax what could not be copied. A
 * fault leaves the fast copy, and copy_user_handle_tail() finds out, a byte at a time, how far one can go.
 */
#include <linux/alternative.h>
#include <linux/asm-offsets.h>
#include <linux/copy_user.h>
#include <linux/linkage.h>

	.text

/* Up to seven bytes, so that stores do not straddle words; edx is what follows them. */
	.macro align_destination fixup
	movl	%edi, %ecx
	negl	%ecx
	andl	$7, %ecx
	jz	.Laligned\@
	subl	%ecx, %edx
	copy_bytes %ecx, \fixup
.Laligned\@:
	.endm

/* Whichever copy boot found to be the best for this CPU. */
	.macro jump_to_copy
	ALTERNATIVE_2 "JMP32 copy_user_generic_unrolled", \
		"JMP32 copy_user_generic_string", X86_FEATURE_REP_GOOD, \
		"JMP32 copy_user_enhanced_fast_string", X86_FEATURE_ERMS
	.endm

/* The end of the user's range, in rcx, may not lie beyond the limit. */
	.macro check_range start, bad
	movq	\start, %rcx
	addq	%rdx, %rcx
	jc	\bad
	GET_THREAD_INFO %rax
	cmpq	TI_addr_limit(%rax), %rcx
	ja	\bad
	.endm

SYM_FUNC_START _copy_from_user
	movl	%edx, %edx
	check_range %rsi, .Lbad_from_user
	jump_to_copy
/* Nothing was read, and nothing that was there before may be taken for it. */
.Lbad_from_user:
	movl	%edx, %ecx
	xorl	%eax, %eax
	rep stosb
	movl	%edx, %eax
	ret
SYM_FUNC_END _copy_from_user

SYM_FUNC_START _copy_to_user
	movl	%edx, %edx
	check_range %rdi, .Lbad_to_user
	jump_to_copy
.Lbad_to_user:
	movl	%edx, %eax
	ret
SYM_FUNC_END _copy_to_user

SYM_FUNC_START copy_user_generic_unrolled
	ASM_STAC
	cmpl	$8, %edx
	jb	.Lunrolled_tail
	align_destination .Lunrolled_in_bytes
	movl	%edx, %ecx
	andl	$63, %edx
	shrl	$6, %ecx
	jz	.Lunrolled_words
	copy_blocks %ecx, .Lunrolled_in_blocks
.Lunrolled_words:
	movl	%edx, %ecx
	andl	$7, %edx
	shrl	$3, %ecx
	jz	.Lunrolled_tail
	copy_words %ecx, .Lunrolled_in_words
.Lunrolled_tail:
	movl	%edx, %ecx
	xorl	%edx, %edx
	testl	%ecx, %ecx
	jz	.Lunrolled_done
	copy_bytes %ecx, .Lunrolled_in_bytes
.Lunrolled_done:
	xorl	%eax, %eax
	ASM_CLAC
	ret
.Lunrolled_in_blocks:
	shll	$6, %ecx
	jmp	.Lunrolled_in_bytes
.Lunrolled_in_words:
	shll	$3, %ecx
.Lunrolled_in_bytes:
	addl	%ecx, %edx
	jmp	copy_user_handle_tail
SYM_FUNC_END copy_user_generic_unrolled

SYM_FUNC_START copy_user_generic_string
	ASM_STAC
	cmpl	$8, %edx
	jb	.Lstring_tail
	align_destination .Lstring_in_bytes
	movl	%edx, %ecx
	andl	$7, %edx
	shrl	$3, %ecx
	may_fault .Lstring_in_words, rep movsq
.Lstring_tail:
	movl	%edx, %ecx
	xorl	%edx, %edx
	may_fault .Lstring_in_bytes, rep movsb
	xorl	%eax, %eax
	ASM_CLAC
	ret
.Lstring_in_words:
	shll	$3, %ecx
.Lstring_in_bytes:
	addl	%ecx, %edx
	jmp	copy_user_handle_tail
SYM_FUNC_END copy_user_generic_string

SYM_FUNC_START copy_user_enhanced_fast_string
	ASM_STAC
	movl	%edx, %ecx
	may_fault .Lerms_in_bytes, rep movsb
	xorl	%eax, %eax
	ASM_CLAC
	ret
.Lerms_in_bytes:
	movl	%ecx, %edx
	jmp	copy_user_handle_tail
SYM_FUNC_END copy_user_enhanced_fast_string

	.section .note.GNU-stack, "", @progbits
