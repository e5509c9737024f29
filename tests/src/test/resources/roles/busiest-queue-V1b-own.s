# busiest_queue under V1b by our compiler
	.text
	.p2align 4
	.globl busiest_queue
	.type busiest_queue, @function
busiest_queue:
	.cfi_startproc
	push %r15                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 16
	.cfi_offset 15, -16
	push %r14                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 24
	.cfi_offset 14, -24
	push %r13                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 32
	.cfi_offset 13, -32
	push %r12                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 40
	.cfi_offset 12, -40
	push %rbp                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 48
	.cfi_offset 6, -48
	push %rbx                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 56
	.cfi_offset 3, -56
	sub $0x8,%rsp                                # frame: aligns the stack for the call
	.cfi_def_cfa_offset 64
	mov %esi,%r12d                               # register traffic: an argument outlives the call in the loop
	mov %rdx,%r15                                # register traffic: an argument outlives the call in the loop
	test %r12d,%r12d                             # payload: no queue at all?
	jle .Lbusiest_queue_2                        # payload: no queue at all?
	mov %rdi,%rbp                                # register traffic: an argument outlives the call in the loop
	xor %ebx,%ebx                                # payload: index and best so far begin
	mov $0xffffffff,%r14d                        # payload: index and best so far begin
	xor %r13d,%r13d                              # payload: index and best so far begin
.Lbusiest_queue_5:
	mov %gs:kernel_stack,%rax                    # thread_info: kernel_stack is loaded for the count alone
	addl $0x1,-0x1fbc(%rax)                      # preempt count: a region begins
	mov 0x0(%rbp),%rax                           # payload: looks at one queue
	test %rax,%rax                               # payload: looks at one queue
	je .Lbusiest_queue_3                         # payload: looks at one queue
	mov (%rax),%eax                              # payload: looks at one queue
	cmp %r13d,%eax                               # payload: looks at one queue
	jbe .Lbusiest_queue_3                        # payload: looks at one queue
	mov %eax,%r13d                               # payload: the function's own assignment: this queue is the best so far
	mov %ebx,%r14d                               # payload: the function's own assignment: this queue is the best so far
.Lbusiest_queue_3:
	mov %gs:kernel_stack,%rax                    # thread_info: kernel_stack is loaded for count and flag
	subl $0x1,-0x1fbc(%rax)                      # preempt count: the region ends
	mov -0x1fc8(%rax),%eax                       # resched test: the flag and its bit
	test $0x8,%eax                               # resched test: the flag and its bit
	jne .Lbusiest_queue_4                        # resched test: jumps on the bit
.Lbusiest_queue_6:
	add $0x1,%rbx                                # payload: the next queue; stores the depth
	add $0x10,%rbp                               # payload: the next queue; stores the depth
	cmp %r12d,%ebx                               # payload: the next queue; stores the depth
	jl .Lbusiest_queue_5                         # payload: the next queue; stores the depth
	mov %r13d,(%r15)                             # payload: the next queue; stores the depth
	mov %r14d,%eax                               # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 56
	pop %rbx                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 48
	pop %rbp                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 40
	pop %r12                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 32
	pop %r13                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 24
	pop %r14                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 16
	pop %r15                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lbusiest_queue_4:
	.cfi_def_cfa_offset 64
	call preempt_schedule                        # call linkage: calls the scheduler
	jmp .Lbusiest_queue_6                        # resched test: the way back from the scheduler
.Lbusiest_queue_2:
	mov $0xffffffff,%r14d                        # payload: no queue
	xor %r13d,%r13d                              # payload: no queue
	mov %r13d,(%r15)                             # payload: no queue
	mov %r14d,%eax                               # payload: returns -1: no call comes before it on this path
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 56
	pop %rbx                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 48
	pop %rbp                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 40
	pop %r12                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 32
	pop %r13                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 24
	pop %r14                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 16
	pop %r15                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size busiest_queue, .-busiest_queue
