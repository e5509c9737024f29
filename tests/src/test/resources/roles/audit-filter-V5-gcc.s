# audit_filter under V5 by gcc 12.2
	.text
	.p2align 4
	.globl audit_filter
	.type audit_filter, @function
audit_filter:
	.cfi_startproc
	movl (%rdi), %eax                            # payload: is the filter on?
	testl %eax, %eax                             # payload: is the filter on?
	jne .L16                                     # payload: is the filter on?
.L1:
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L16:
	incl %gs:__preempt_count(%rip)               # preempt count: a region begins
	movq 8(%rdi), %rax                           # payload: walks the rules
	addq $8, %rdi                                # payload: walks the rules
	cmpq %rdi, %rax                              # payload: walks the rules
	jne .L5                                      # payload: walks the rules
	jmp .L7                                      # payload: walks the rules
	.p2align	4,,10
	.p2align	3
.L4:
	movq (%rax), %rax                            # payload: walks the rules
	cmpq %rax, %rdi                              # payload: walks the rules
	je .L7                                       # payload: walks the rules
.L5:
	cmpl 16(%rax), %esi                          # payload: walks the rules
	jne .L4                                      # payload: walks the rules
	movl 20(%rax), %eax                          # payload: walks the rules
	jmp .L3                                      # payload: walks the rules
	.p2align	4,,10
	.p2align	3
.L7:
	xorl %eax, %eax                              # payload: walks the rules
.L3:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	jne .L1                                      # resched test: jumps on the decrement's flags
	call ___preempt_schedule                     # call linkage: calls the thunk
	ret                                          # call linkage: returns
	.cfi_endproc
	.size audit_filter, .-audit_filter
