# audit_filter under V2 by clang 14.0
	.text
	.p2align 4
	.globl audit_filter
	.type audit_filter, @function
audit_filter:
	pushq %rbx                                   # frame: saves rbx
	xorl %ebx, %ebx                              # payload: the result is 0 so far, and the filter may be off
	cmpl $0, (%rdi)                              # payload: the result is 0 so far, and the filter may be off
	jne .LBB0_1                                  # payload: the result is 0 so far, and the filter may be off
.LBB0_8:
	movl %ebx, %eax                              # register traffic: the result lives in rbx while preempt_schedule is called
	popq %rbx                                    # frame: restores rbx
	retq                                         # call linkage: returns
.LBB0_1:
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins: the count goes up
	addq $8, %rdi                                # payload: the head of the list
	movq %rdi, %rax                              # payload: the head of the list
.LBB0_2:
	movq (%rax), %rax                            # payload: walks the list of rules
	cmpq %rdi, %rax                              # payload: walks the list of rules
	je .LBB0_3                                   # payload: walks the list of rules
	cmpl %esi, 16(%rax)                          # payload: walks the list of rules
	jne .LBB0_2                                  # payload: walks the list of rules
	movl 20(%rax), %ebx                          # payload: walks the list of rules
	jmp .LBB0_6                                  # payload: walks the list of rules
.LBB0_3:
	xorl %ebx, %ebx                              # payload: walks the list of rules
.LBB0_6:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends: the count goes down
	movq %gs:kernel_stack, %rax                  # thread_info: kernel_stack is loaded for the address of the flag alone
	testl $8, -8136(%rax)                        # resched test: the flag
	je .LBB0_8                                   # resched test: jumps on the flag
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_8                                  # resched test: the way back from the scheduler, in a block that is for nothing else
	.size audit_filter, .-audit_filter
