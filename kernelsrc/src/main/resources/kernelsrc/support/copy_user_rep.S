/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What today's copies call where short rep movsb is slow, with the registers of rep movsb: destination in
 * rdi, source in rsi, bytes in rcx, and on return in rcx those that could not be copied.
 */
#include <linux/alternative.h>
#include <linux/copy_user.h>
#include <linux/linkage.h>

/* The exception tables of what is linked with this have three words an entry. */
	.globl	__ex_table_entry_size
	.set	__ex_table_entry_size, 12

	.text

/* A large copy ends in one of three ways, which boot chooses; so does a fault, in the bytes. */
SYM_FUNC_START rep_movs_alternative
	cmpq	$64, %rcx
	jae	.Llarge
	movl	%ecx, %eax
	shrl	$3, %eax
	jz	.Ltail
.Lwords:
	may_fault .Ltail, movq (%rsi), %r8
	may_fault .Ltail, movq %r8, (%rdi)
	advance	8
	subq	$8, %rcx
	decl	%eax
	jnz	.Lwords
.Ltail:
	testq	%rcx, %rcx
	jz	.Ldone
	copy_bytes %rcx, .Ldone
.Ldone:
	ret
.Llarge:
	ALTERNATIVE_2 "JMP32 .Lunrolled", "JMP32 .Lmovsq", X86_FEATURE_REP_GOOD, \
		"JMP32 .Lmovsb", X86_FEATURE_ERMS
.Lmovsb:
	may_fault .Ldone, rep movsb
	ret
/* rax is what follows the words; at a fault the handler adds it to them, times eight. */
.Lmovsq:
	movl	%ecx, %eax
	andl	$7, %eax
	shrq	$3, %rcx
.Lrep_movsq:
	rep movsq
	movl	%eax, %ecx
	jmp	.Ltail
	_ASM_EXTABLE_TYPE .Lrep_movsq, .Ltail, (EX_TYPE_UCOPY_LEN8 | EX_DATA_REG(0))
.Lunrolled:
	copy_four_words 0, .Ltail
	copy_four_words 32, .Ltail
	advance	64
	subq	$64, %rcx
	cmpq	$64, %rcx
	jae	.Lunrolled
	movl	%ecx, %eax
	shrl	$3, %eax
	jnz	.Lwords
	jmp	.Ltail
SYM_FUNC_END rep_movs_alternative

/* The same for rep stosb: zeros to rdi, rcx of them, rax being zero. */
SYM_FUNC_START rep_stos_alternative
	cmpq	$8, %rcx
	jb	.Lclear_tail
.Lclear_words:
	may_fault .Lclear_tail, movq %rax, (%rdi)
	addq	$8, %rdi
	subq	$8, %rcx
	cmpq	$8, %rcx
	jae	.Lclear_words
.Lclear_tail:
	testq	%rcx, %rcx
	jz	.Lcleared
.Lclear_bytes:
	may_fault .Lcleared, movb %al, (%rdi)
	incq	%rdi
	decq	%rcx
	jnz	.Lclear_bytes
.Lcleared:
	ret
SYM_FUNC_END rep_stos_alternative

	.section .note.GNU-stack, "", @progbits
