# ip_rcv_header under V1 by our compiler
	.text
	.p2align 4
	.globl ip_rcv_header
	.type ip_rcv_header, @function
ip_rcv_header:
	push %rbx                                    # frame: saves rbx
	movzwl 0xc(%rdi),%eax                        # payload: checks and parses the header
	add (%rdi),%rax                              # payload: checks and parses the header
	movzbl (%rax),%edx                           # payload: checks and parses the header
	and $0xf,%edx                                # payload: checks and parses the header
	shl $0x2,%edx                                # payload: checks and parses the header
	mov %rsp,%rcx                                # thread_info: its address serves count and flag alone; what is left of it in rcx is no argument of printk
	and $0xffffffffffffe000,%rcx                 # thread_info: its address serves count and flag alone; what is left of it in rcx is no argument of printk
	addl $0x1,0x1c(%rcx)                         # preempt count: the region begins or ends
	cmp $0x14,%edx                               # payload: checks and parses the header
	jb .Lip_rcv_header_2                         # payload: checks and parses the header
	movzwl 0x2(%rax),%ecx                        # payload: checks and parses the header
	movzbl (%rax),%esi                           # payload: checks and parses the header
	shr $0x4,%esi                                # payload: checks and parses the header
	cmp $0x4,%esi                                # payload: checks and parses the header
	jne .Lip_rcv_header_2                        # payload: checks and parses the header
	movzwl %cx,%ecx                              # payload: checks and parses the header
	mov %ecx,%esi                                # payload: checks and parses the header
	shl $0x8,%esi                                # payload: checks and parses the header
	shr $0x8,%ecx                                # payload: checks and parses the header
	or %ecx,%esi                                 # payload: checks and parses the header
	and $0xffff,%esi                             # payload: checks and parses the header
	cmp %esi,0x8(%rdi)                           # payload: checks and parses the header
	jb .Lip_rcv_header_3                         # payload: checks and parses the header
	cmp %edx,%esi                                # payload: checks and parses the header
	jb .Lip_rcv_header_4                         # payload: checks and parses the header
	movzwl 0xc(%rdi),%ecx                        # payload: checks and parses the header
	add %ecx,%edx                                # payload: checks and parses the header
	mov %dx,0xe(%rdi)                            # payload: checks and parses the header
	imul $0x9e3779b1,0xc(%rax),%edx              # payload: checks and parses the header
	xor 0x10(%rax),%edx                          # payload: checks and parses the header
	mov %edx,0x10(%rdi)                          # payload: checks and parses the header
	movzbl 0x9(%rax),%eax                        # payload: checks and parses the header
	mov %al,0x14(%rdi)                           # payload: checks and parses the header
	xor %ebx,%ebx                                # payload: checks and parses the header
.Lip_rcv_header_6:
	mov %rsp,%rax                                # thread_info: its address serves count and flag alone; what is left of it in rcx is no argument of printk
	and $0xffffffffffffe000,%rax                 # thread_info: its address serves count and flag alone; what is left of it in rcx is no argument of printk
	subl $0x1,0x1c(%rax)                         # preempt count: the region begins or ends
	mov 0x10(%rax),%eax                          # resched test: the flag
	test $0x8,%eax                               # resched test: the flag
	jne .Lip_rcv_header_5                        # resched test: jumps on the flag
	mov %ebx,%eax                                # register traffic: the result lives in rbx because of the call
	pop %rbx                                     # frame: restores rbx
	ret                                          # call linkage: returns
.Lip_rcv_header_2:
	movzbl (%rax),%esi                           # payload: checks and parses the header
	mov $.LC0,%rdi                               # payload: checks and parses the header
	xor %eax,%eax                                # payload: checks and parses the header
	call printk                                  # call linkage: calls printk
	mov $0xffffffea,%ebx                         # payload: checks and parses the header
	jmp .Lip_rcv_header_6                        # payload: checks and parses the header
.Lip_rcv_header_5:
	call preempt_schedule                        # call linkage: calls the scheduler
	mov %ebx,%eax                                # register traffic: the result lives in rbx because of the call
	pop %rbx                                     # frame: restores rbx
	ret                                          # call linkage: returns
.Lip_rcv_header_3:
	mov $0xffffffa6,%ebx                         # payload: checks and parses the header
	jmp .Lip_rcv_header_6                        # payload: checks and parses the header
.Lip_rcv_header_4:
	mov $0xffffffa6,%ebx                         # payload: checks and parses the header
	jmp .Lip_rcv_header_6                        # payload: checks and parses the header
	.size ip_rcv_header, .-ip_rcv_header
	.section .rodata
.LC0:
	.string "bad header %x\n"
