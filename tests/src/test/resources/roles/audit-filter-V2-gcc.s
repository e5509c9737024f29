# audit_filter under V2 by gcc 12.2
	.text
	.p2align 4
	.globl audit_filter
	.type audit_filter, @function
audit_filter:
	.cfi_startproc
	movl (%rdi), %eax                            # payload: whether the filter is on
	testl %eax, %eax                             # payload: whether the filter is on
	jne .L20                                     # payload: whether the filter is on
.L16:
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L20:
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	movq 8(%rdi), %rax                           # payload: walks the list of rules
	addq $8, %rdi                                # payload: walks the list of rules
	cmpq %rdi, %rax                              # payload: walks the list of rules
	jne .L5                                      # payload: walks the list of rules
	jmp .L7                                      # payload: walks the list of rules
	.p2align	4,,10
	.p2align	3
.L4:
	movq (%rax), %rax                            # payload: walks the list of rules
	cmpq %rax, %rdi                              # payload: walks the list of rules
	je .L7                                       # payload: walks the list of rules
.L5:
	cmpl 16(%rax), %esi                          # payload: walks the list of rules
	jne .L4                                      # payload: walks the list of rules
	movl 20(%rax), %eax                          # payload: walks the list of rules
	jmp .L3                                      # payload: walks the list of rules
	.p2align	4,,10
	.p2align	3
.L7:
	xorl %eax, %eax                              # payload: walks the list of rules
.L3:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	movq %gs:kernel_stack,%rdx                   # thread_info: thread_info, for the flag alone
	subq $8152, %rdx                             # thread_info: thread_info, for the flag alone
	movl 16(%rdx), %edx                          # resched test: the flag and its bit
	andl $8, %edx                                # resched test: the flag and its bit
	je .L16                                      # resched test: jumps on the bit
	subq $24, %rsp                               # frame: takes stack for the spill
	.cfi_def_cfa_offset 32
	movl %eax, 12(%rsp)                          # spill: the result goes to the frame for the call
	call preempt_schedule                        # call linkage: calls the scheduler
	movl 12(%rsp), %eax                          # spill: the result comes back
	addq $24, %rsp                               # frame: gives the stack back
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size audit_filter, .-audit_filter
