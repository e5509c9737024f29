# busiest_queue under V1b by gcc 12.2
	.text
	.p2align 4
	.globl busiest_queue
	.type busiest_queue, @function
busiest_queue:
	.cfi_startproc
	pushq %r15                                   # frame: saves a callee-saved register
	.cfi_def_cfa_offset 16
	.cfi_offset 15, -16
	pushq %r14                                   # frame: saves a callee-saved register
	.cfi_def_cfa_offset 24
	.cfi_offset 14, -24
	pushq %r13                                   # frame: saves a callee-saved register
	.cfi_def_cfa_offset 32
	.cfi_offset 13, -32
	pushq %r12                                   # frame: saves a callee-saved register
	.cfi_def_cfa_offset 40
	.cfi_offset 12, -40
	pushq %rbp                                   # frame: saves a callee-saved register
	.cfi_def_cfa_offset 48
	.cfi_offset 6, -48
	pushq %rbx                                   # frame: saves a callee-saved register
	.cfi_def_cfa_offset 56
	.cfi_offset 3, -56
	subq $24, %rsp                               # frame: makes room for the spill of rdx
	.cfi_def_cfa_offset 80
	testl %esi, %esi                             # payload: no queue at all?
	jle .L6                                      # payload: no queue at all?
	movq %gs:kernel_stack,%rbx                   # thread_info: kernel_stack serves the addresses of count and flag alone
	movl %esi, %r13d                             # register traffic: an argument outlives the call in the loop
	movq %rdi, %rbp                              # register traffic: an argument outlives the call in the loop
	xorl %r14d, %r14d                            # payload: index and best so far begin
	movl $-1, %r15d                              # payload: index and best so far begin
	xorl %r12d, %r12d                            # payload: index and best so far begin
	subq $8152, %rbx                             # thread_info: thread_info from kernel_stack
	.p2align	4,,10
	.p2align	3
.L5:
	addl $1, 28(%rbx)                            # preempt count: a region begins
	movq 0(%rbp), %rax                           # payload: looks at one queue
	testq %rax, %rax                             # payload: looks at one queue
	je .L3                                       # payload: looks at one queue
	movl (%rax), %eax                            # payload: looks at one queue
	cmpl %eax, %r14d                             # payload: looks at one queue
	jnb .L3                                      # payload: looks at one queue
	movl %eax, %r14d                             # payload: the function's own assignment: this queue is the best so far
	movl %r12d, %r15d                            # payload: the function's own assignment: this queue is the best so far
.L3:
	subl $1, 28(%rbx)                            # preempt count: the region ends
	movl 16(%rbx), %eax                          # resched test: the flag and its bit
	testb $8, %al                                # resched test: the flag and its bit
	jne .L16                                     # resched test: jumps on the bit
.L4:
	addl $1, %r12d                               # payload: the next queue; stores the depth
	addq $16, %rbp                               # payload: the next queue; stores the depth
	cmpl %r12d, %r13d                            # payload: the next queue; stores the depth
	jne .L5                                      # payload: the next queue; stores the depth
.L2:
	movl %r14d, (%rdx)                           # payload: the next queue; stores the depth
	addq $24, %rsp                               # frame: gives the room back
	.cfi_remember_state
	.cfi_def_cfa_offset 56
	movl %r15d, %eax                             # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	popq %rbx                                    # frame: restores a callee-saved register
	.cfi_restore 3
	.cfi_def_cfa_offset 48
	popq %rbp                                    # frame: restores a callee-saved register
	.cfi_restore 6
	.cfi_def_cfa_offset 40
	popq %r12                                    # frame: restores a callee-saved register
	.cfi_restore 12
	.cfi_def_cfa_offset 32
	popq %r13                                    # frame: restores a callee-saved register
	.cfi_restore 13
	.cfi_def_cfa_offset 24
	popq %r14                                    # frame: restores a callee-saved register
	.cfi_restore 14
	.cfi_def_cfa_offset 16
	popq %r15                                    # frame: restores a callee-saved register
	.cfi_restore 15
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L16:
	.cfi_restore_state
	movq %rdx, 8(%rsp)                           # spill: rdx goes to the frame for the call
	call preempt_schedule                        # call linkage: calls the scheduler
	movq 8(%rsp), %rdx                           # spill: rdx comes back
	jmp .L4                                      # resched test: the way back from the scheduler
	.p2align	4,,10
	.p2align	3
.L6:
	xorl %r14d, %r14d                            # payload: no queue
	movl $-1, %r15d                              # payload: no queue
	jmp .L2                                      # payload: no queue
	.cfi_endproc
	.size busiest_queue, .-busiest_queue
