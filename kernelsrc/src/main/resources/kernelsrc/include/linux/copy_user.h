/* SPDX-License-Identifier: Apache-2.0 */
/* What the copies in assembly are made of: rdi is the destination, rsi the source, and either may be the user's. */
#ifndef LINUX_COPY_USER_H
#define LINUX_COPY_USER_H

#include <linux/extable.h>

/* One instruction that may fault, and where it goes on then. */
	.macro may_fault fixup, insn:vararg
.Lmay_fault\@:
	\insn
	_ASM_EXTABLE_UA .Lmay_fault\@, \fixup
	.endm

	.macro advance by
	leaq	\by(%rsi), %rsi
	leaq	\by(%rdi), %rdi
	.endm

/* Thirty-two bytes: all loads, then all stores. */
	.macro copy_four_words at, fixup
	may_fault \fixup, movq (\at + 0)(%rsi), %r8
	may_fault \fixup, movq (\at + 8)(%rsi), %r9
	may_fault \fixup, movq (\at + 16)(%rsi), %r10
	may_fault \fixup, movq (\at + 24)(%rsi), %r11
	may_fault \fixup, movq %r8, (\at + 0)(%rdi)
	may_fault \fixup, movq %r9, (\at + 8)(%rdi)
	may_fault \fixup, movq %r10, (\at + 16)(%rdi)
	may_fault \fixup, movq %r11, (\at + 24)(%rdi)
	.endm

/* As many blocks, words or bytes as the count says, which is not zero; it is what is left at a fault. */
	.macro copy_blocks count, fixup
.Lblock\@:
	copy_four_words 0, \fixup
	copy_four_words 32, \fixup
	advance	64
	dec	\count
	jnz	.Lblock\@
	.endm

	.macro copy_words count, fixup
.Lword\@:
	may_fault \fixup, movq (%rsi), %r8
	may_fault \fixup, movq %r8, (%rdi)
	advance	8
	dec	\count
	jnz	.Lword\@
	.endm

	.macro copy_bytes count, fixup
.Lbyte\@:
	may_fault \fixup, movb (%rsi), %al
	may_fault \fixup, movb %al, (%rdi)
	incq	%rsi
	incq	%rdi
	dec	\count
	jnz	.Lbyte\@
	.endm

#endif
