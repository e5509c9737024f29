	.text
	nop
	call 0x1000
	jmp 4096
	je 0x20
	.set X, 0x44
	call X
	jmp X+1
	loop 0x10
	.globl G
	.set G, 0x55
	call G
	jmp G
	.long G - ., X - .
	movl X(%rip), %eax
	movl G(%rip), %eax
	movl G, %eax
	movl $G, %eax
	lea 0x10(%rip), %rax
	.quad G
