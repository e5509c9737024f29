/* The C library's functions that compilers call for assignments, as on a CPU with fast rep movsb. */
	.section .text..instrumentation, "ax", @progbits

	.macro function name
	.weak	\name
	.type	\name, @function
\name:
	.endm
	.macro end name
	.size	\name, . - \name
	.endm

	function __memcpy
	function memcpy
	mov	%rdi, %rax
	mov	%rdx, %rcx
	rep movsb
	ret
	end memcpy
	end __memcpy

	function __memmove
	function memmove
	mov	%rdi, %rax
	mov	%rdx, %rcx
	sub	%rsi, %rdi
	cmp	%rdx, %rdi
	lea	(%rsi, %rdi), %rdi
	jb	1f
	rep movsb
	ret
1:	lea	-1(%rdi, %rdx), %rdi
	lea	-1(%rsi, %rdx), %rsi
	std
	rep movsb
	cld
	ret
	end memmove
	end __memmove

	function __memset
	function memset
	mov	%rdi, %r9
	mov	%esi, %eax
	mov	%rdx, %rcx
	rep stosb
	mov	%r9, %rax
	ret
	end memset
	end __memset

	function bcmp
	function memcmp
	xor	%eax, %eax
	xor	%ecx, %ecx
1:	cmp	%rdx, %rcx
	je	2f
	movzbl	(%rdi, %rcx), %eax
	movzbl	(%rsi, %rcx), %r8d
	inc	%rcx
	sub	%r8d, %eax
	jz	1b
2:	ret
	end memcmp
	end bcmp

	function strlen
	xor	%eax, %eax
1:	cmpb	$0, (%rdi, %rax)
	je	2f
	inc	%rax
	jmp	1b
2:	ret
	end strlen
