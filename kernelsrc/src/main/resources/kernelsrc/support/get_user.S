/* SPDX-License-Identifier: Apache-2.0 */
/* get_user() and put_user() of 3.11: called with an address that nobody has looked at. */
#include <linux/alternative.h>
#include <linux/asm-offsets.h>
#include <linux/extable.h>
#include <linux/linkage.h>

#define EFAULT	14

	.text

/* Address in rax; error in eax, value in rdx. The last byte has to lie below the limit. */
	.macro get_user size, load, to
SYM_FUNC_START __get_user_\size
	addq	$(\size - 1), %rax
	jc	bad_get_user
	GET_THREAD_INFO %rdx
	cmpq	TI_addr_limit(%rdx), %rax
	jae	bad_get_user
	ASM_STAC
.Lload_\size:
	\load	(1 - \size)(%rax), \to
	xorl	%eax, %eax
	ASM_CLAC
	ret
	_ASM_EXTABLE_UA .Lload_\size, bad_get_user
SYM_FUNC_END __get_user_\size
	.endm

	get_user 1, movzbl, %edx
	get_user 2, movzwl, %edx
	get_user 4, movl, %edx
	get_user 8, movq, %rdx

SYM_FUNC_START bad_get_user
	xorl	%edx, %edx
	movl	$-EFAULT, %eax
	ASM_CLAC
	ret
SYM_FUNC_END bad_get_user

/* Value in rax, address in rcx; error in eax. */
	.macro put_user size, store, from
SYM_FUNC_START __put_user_\size
	GET_THREAD_INFO %rbx
	movq	TI_addr_limit(%rbx), %rbx
	subq	$(\size - 1), %rbx
	cmpq	%rbx, %rcx
	jae	bad_put_user
	ASM_STAC
.Lstore_\size:
	\store	\from, (%rcx)
	xorl	%eax, %eax
	ASM_CLAC
	ret
	_ASM_EXTABLE_UA .Lstore_\size, bad_put_user
SYM_FUNC_END __put_user_\size
	.endm

	put_user 1, movb, %al
	put_user 2, movw, %ax
	put_user 4, movl, %eax
	put_user 8, movq, %rax

SYM_FUNC_START bad_put_user
	movl	$-EFAULT, %eax
	ASM_CLAC
	ret
SYM_FUNC_END bad_put_user

	.section .note.GNU-stack, "", @progbits
