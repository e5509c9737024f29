# busiest_queue under V6 by our compiler
	.text
	.p2align 4
	.globl busiest_queue
	.type busiest_queue, @function
busiest_queue:
	.cfi_startproc
	mov %rdx,%r9                                 # payload: begins the loop
	test %esi,%esi                               # payload: begins the loop
	jle .Lbusiest_queue_3                        # payload: begins the loop
	xor %eax,%eax                                # payload: begins the loop
	mov $0xffffffff,%r8d                         # payload: begins the loop
	xor %ecx,%ecx                                # payload: begins the loop
.Lbusiest_queue_6:
	incl %gs:__preempt_count(%rip)               # preempt count: a region begins
	mov (%rdi),%rdx                              # payload: looks at a queue
	test %rdx,%rdx                               # payload: looks at a queue
	je .Lbusiest_queue_4                         # payload: looks at a queue
	mov (%rdx),%edx                              # payload: looks at a queue
	cmp %ecx,%edx                                # payload: looks at a queue
	jbe .Lbusiest_queue_4                        # payload: looks at a queue
	mov %edx,%ecx                                # payload: looks at a queue
	mov %eax,%r8d                                # payload: looks at a queue
.Lbusiest_queue_4:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	je .Lbusiest_queue_5                         # resched test: jumps on the decrement's flags
.Lbusiest_queue_7:
	add $0x1,%rax                                # payload: the next queue, and the result
	add $0x10,%rdi                               # payload: the next queue, and the result
	cmp %esi,%eax                                # payload: the next queue, and the result
	jl .Lbusiest_queue_6                         # payload: the next queue, and the result
	mov %ecx,(%r9)                               # payload: the next queue, and the result
	mov %r8d,%eax                                # payload: the next queue, and the result
	ret                                          # call linkage: returns
.Lbusiest_queue_5:
	call __SCT__preempt_schedule                 # call linkage: calls the trampoline
	jmp .Lbusiest_queue_7                        # resched test: the way back from it
.Lbusiest_queue_3:
	mov $0xffffffff,%r8d                         # payload: no queue
	xor %ecx,%ecx                                # payload: no queue
	mov %ecx,(%r9)                               # payload: no queue
	mov %r8d,%eax                                # payload: no queue
	ret                                          # call linkage: returns
	.cfi_endproc
	.size busiest_queue, .-busiest_queue
