//! What the child takes from itself before it reads a file: memory, time, files, processes, the network.
//!
//! Limits are set by `setrlimit`, the rest by a filter of system calls (`seccomp`). Both are inherited by nothing and
//! cannot be taken back. A limit that cannot be set stops the child: there is no half confined reading.

use std::io;

use rustix::process::{Resource, Rlimit, setrlimit};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

use crate::Limits;

/// System calls a program needs that only reads its input, works in memory and writes its output. Every other one
/// answers «not permitted»: there is no way to open a file, make a socket or start a process.
const ALLOWED: [libc::c_long; 21] = [
    libc::SYS_read,
    libc::SYS_write,
    libc::SYS_close,
    libc::SYS_brk,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_mprotect,
    libc::SYS_madvise,
    libc::SYS_futex,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Confines this process for good.
pub(crate) fn confine(limits: &Limits) -> io::Result<()> {
    let memory = u64::from(limits.memory_mib) * 1024 * 1024;
    let cpu = u64::from(limits.cpu_seconds);
    limit(Resource::As, memory, memory)?;
    // The kernel sends SIGXCPU at the first number and SIGKILL at the second.
    limit(Resource::Cpu, cpu, cpu + 1)?;
    limit(Resource::Fsize, 0, 0)?;
    limit(Resource::Core, 0, 0)?;
    limit(Resource::Nproc, 0, 0)?;
    limit(Resource::Nofile, 0, 0)?;
    filter_system_calls()
}

fn limit(resource: Resource, current: u64, maximum: u64) -> io::Result<()> {
    setrlimit(
        resource,
        Rlimit {
            current: Some(current),
            maximum: Some(maximum),
        },
    )?;
    Ok(())
}

fn filter_system_calls() -> io::Result<()> {
    let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let rules = ALLOWED.iter().map(|&call| (call, Vec::new())).collect();
    let arch = std::env::consts::ARCH.try_into().map_err(io::Error::other)?;
    let filter = SeccompFilter::new(rules, refuse, SeccompAction::Allow, arch).map_err(io::Error::other)?;
    let program: BpfProgram = filter.try_into().map_err(io::Error::other)?;
    seccompiler::apply_filter(&program).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use std::{fs::File, io::ErrorKind, net::TcpListener, process::Command, thread};

    use super::*;

    /// A filter holds for the thread that sets it, so that a thread of the test can try what it refuses.
    #[test]
    fn files_sockets_and_processes_are_refused_and_memory_is_not() {
        let confined = thread::spawn(|| {
            filter_system_calls().expect("the kernel takes the filter");
            let refused = [
                File::open("/proc/self/status").map(drop),
                TcpListener::bind("127.0.0.1:0").map(drop),
                Command::new("/bin/true").spawn().map(drop),
            ];
            let room = vec![1_u8; 8 * 1024 * 1024];
            (
                refused.map(|result| result.expect_err("must be refused").kind()),
                room.len(),
            )
        });
        let (refused, room) = confined.join().expect("the thread lives");
        assert_eq!(refused, [ErrorKind::PermissionDenied; 3]);
        assert_eq!(room, 8 * 1024 * 1024);
    }
}
