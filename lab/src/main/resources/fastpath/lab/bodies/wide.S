/*
 * libgcc's helpers of four words: an argument is two registers, the lower one first (System V ABI
 * for AMD64, 3.2.3), and so is a result, in rax and rdx.
 */
	.section .text..instrumentation, "ax", @progbits

	.macro function name
	.weak	\name
	.type	\name, @function
\name:
	.endm
	.macro end name
	.size	\name, . - \name
	.endm

	function __multi3
	mov	%rdx, %r8
	imul	%rdx, %rsi
	mov	%rdi, %rax
	mul	%r8
	imul	%rdi, %rcx
	add	%rsi, %rdx
	add	%rcx, %rdx
	ret
	end __multi3

/* Quotient of rsi:rdi by rcx:rdx in rdx:rax; remainder in r9:r8. Keeps r10, r11. */
	.type	divide, @function
divide:
	test	%rcx, %rcx
	jnz	2f
	mov	%rdx, %rcx
	xor	%r9d, %r9d
	cmp	%rcx, %rsi
	jae	1f
	mov	%rdi, %rax
	mov	%rsi, %rdx
	div	%rcx
	mov	%rdx, %r8
	xor	%edx, %edx
	ret
1:	mov	%rsi, %rax
	xor	%edx, %edx
	div	%rcx
	mov	%rax, %rsi
	mov	%rdi, %rax
	div	%rcx
	mov	%rdx, %r8
	mov	%rsi, %rdx
	ret
/* The divisor has more than a word, so the quotient has one at most: a bit a turn. */
2:	mov	%rdx, %rax
	mov	%rdi, %r8
	mov	%rsi, %r9
	mov	%rcx, %rdx
	xor	%ecx, %ecx
	xor	%esi, %esi
	mov	%r9, %rdi
3:	cmp	%rdx, %rdi
	jb	4f
	test	%rdx, %rdx
	js	4f
	shld	$1, %rax, %rdx
	add	%rax, %rax
	inc	%ecx
	jmp	3b
4:	add	%rsi, %rsi
	cmp	%rax, %r8
	mov	%r9, %rdi
	sbb	%rdx, %rdi
	jb	5f
	sub	%rax, %r8
	sbb	%rdx, %r9
	inc	%rsi
5:	shrd	$1, %rdx, %rax
	shr	%rdx
	dec	%ecx
	jns	4b
	mov	%rsi, %rax
	xor	%edx, %edx
	ret
	.size	divide, . - divide

	function __udivti3
	jmp	divide
	end __udivti3

	function __umodti3
	call	divide
	mov	%r8, %rax
	mov	%r9, %rdx
	ret
	end __umodti3

	function __udivmodti4
	mov	%r8, %r10
	call	divide
	test	%r10, %r10
	jz	1f
	mov	%r8, (%r10)
	mov	%r9, 8(%r10)
1:	ret
	end __udivmodti4

/* Makes a dividend in rsi:rdi and a divisor in rcx:rdx positive. */
	.macro magnitudes
	mov	%rsi, %r10
	mov	%rsi, %r11
	xor	%rcx, %r11
	test	%rsi, %rsi
	jns	1f
	neg	%rdi
	adc	$0, %rsi
	neg	%rsi
1:	test	%rcx, %rcx
	jns	2f
	neg	%rdx
	adc	$0, %rcx
	neg	%rcx
2:
	.endm

	function __divti3
	magnitudes
	call	divide
	test	%r11, %r11
	jns	3f
	neg	%rax
	adc	$0, %rdx
	neg	%rdx
3:	ret
	end __divti3

	function __modti3
	magnitudes
	call	divide
	mov	%r8, %rax
	mov	%r9, %rdx
	test	%r10, %r10
	jns	3f
	neg	%rax
	adc	$0, %rdx
	neg	%rdx
3:	ret
	end __modti3

	function __ashlti3
	mov	%edx, %ecx
	mov	%rdi, %rax
	mov	%rsi, %rdx
	shld	%cl, %rax, %rdx
	shl	%cl, %rax
	test	$64, %cl
	jz	1f
	mov	%rax, %rdx
	xor	%eax, %eax
1:	ret
	end __ashlti3

	function __lshrti3
	mov	%edx, %ecx
	mov	%rdi, %rax
	mov	%rsi, %rdx
	shrd	%cl, %rdx, %rax
	shr	%cl, %rdx
	test	$64, %cl
	jz	1f
	mov	%rdx, %rax
	xor	%edx, %edx
1:	ret
	end __lshrti3

	function __ashrti3
	mov	%edx, %ecx
	mov	%rdi, %rax
	mov	%rsi, %rdx
	shrd	%cl, %rdx, %rax
	sar	%cl, %rdx
	test	$64, %cl
	jz	1f
	mov	%rdx, %rax
	sar	$63, %rdx
1:	ret
	end __ashrti3

	function __popcountti2
	popcnt	%rdi, %rax
	popcnt	%rsi, %rdx
	add	%edx, %eax
	ret
	end __popcountti2

	function __ctzti2
	bsf	%rdi, %rax
	jnz	1f
	bsf	%rsi, %rax
	add	$64, %eax
1:	ret
	end __ctzti2

	function __clzti2
	bsr	%rsi, %rax
	jz	1f
	xor	$63, %eax
	ret
1:	bsr	%rdi, %rax
	xor	$127, %eax
	ret
	end __clzti2

	function __ffsti2
	mov	%rdi, %rax
	or	%rsi, %rax
	jz	1f
	bsf	%rdi, %rax
	jnz	2f
	bsf	%rsi, %rax
	add	$64, %eax
2:	inc	%eax
1:	ret
	end __ffsti2

	function __parityti2
	xor	%rsi, %rdi
	popcnt	%rdi, %rax
	and	$1, %eax
	ret
	end __parityti2

	function __negti2
	mov	%rdi, %rax
	xor	%edx, %edx
	neg	%rax
	sbb	%rsi, %rdx
	ret
	end __negti2

/* 0, 1 or 2 where the first is less, equal or greater. */
	.macro compare name, less, greater
	function \name
	xor	%eax, %eax
	cmp	%rcx, %rsi
	\less	2f
	\greater	1f
	cmp	%rdx, %rdi
	jb	2f
	ja	1f
	inc	%eax
	ret
1:	mov	$2, %eax
2:	ret
	end \name
	.endm

	compare __cmpti2, jl, jg
	compare __ucmpti2, jb, ja
