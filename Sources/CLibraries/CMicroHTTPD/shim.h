#ifndef CALLBOARD_CMICROHTTPD_SHIM_H
#define CALLBOARD_CMICROHTTPD_SHIM_H

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <microhttpd.h>

// MHD_start_daemon is variadic and therefore not importable; this carries the options that callboard uses.
struct mhd_shim_settings {
    int listen_socket;
    unsigned int thread_count;
    unsigned int connection_limit;
    unsigned int idle_timeout_seconds;
    size_t connection_memory_bytes;
    const char *certificate_pem;
    const char *private_key_pem;
    void *context;
    MHD_AcceptPolicyCallback accept_policy;
    MHD_AccessHandlerCallback handler;
    MHD_RequestCompletedCallback completed;
    MHD_NotifyConnectionCallback notify_connection;
    MHD_LogCallback log;
};

static inline struct MHD_Daemon *mhd_shim_start(const struct mhd_shim_settings *settings) {
    struct MHD_OptionItem items[12];
    int count = 0;
#define MHD_SHIM_ADD(name, number, pointer)                                                        \
    items[count++] = (struct MHD_OptionItem) { (name), (intptr_t) (number), (void *) (pointer) }
    MHD_SHIM_ADD(MHD_OPTION_LISTEN_SOCKET, settings->listen_socket, NULL);
    MHD_SHIM_ADD(MHD_OPTION_CONNECTION_LIMIT, settings->connection_limit, NULL);
    MHD_SHIM_ADD(MHD_OPTION_CONNECTION_TIMEOUT, settings->idle_timeout_seconds, NULL);
    MHD_SHIM_ADD(MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings->connection_memory_bytes, NULL);
    MHD_SHIM_ADD(MHD_OPTION_NOTIFY_COMPLETED, settings->completed, settings->context);
    MHD_SHIM_ADD(MHD_OPTION_NOTIFY_CONNECTION, settings->notify_connection, settings->context);
    if (settings->thread_count > 1) MHD_SHIM_ADD(MHD_OPTION_THREAD_POOL_SIZE, settings->thread_count, NULL);
    unsigned int flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    flags |= MHD_is_feature_supported(MHD_FEATURE_EPOLL) == MHD_YES ? MHD_USE_EPOLL : MHD_USE_POLL;
    if (settings->certificate_pem != NULL) {
        flags |= MHD_USE_TLS;
        MHD_SHIM_ADD(MHD_OPTION_HTTPS_MEM_CERT, 0, settings->certificate_pem);
        MHD_SHIM_ADD(MHD_OPTION_HTTPS_MEM_KEY, 0, settings->private_key_pem);
    }
    MHD_SHIM_ADD(MHD_OPTION_END, 0, NULL);
#undef MHD_SHIM_ADD
    // The logger comes first, so that it also takes what the library says about the other options.
    return MHD_start_daemon(flags, 0, settings->accept_policy, settings->context, settings->handler,
                            settings->context, MHD_OPTION_EXTERNAL_LOGGER, settings->log, settings->context,
                            MHD_OPTION_ARRAY, items, MHD_OPTION_END);
}

// The status of a request that the library refused before any handler saw it; 0 for every other message.
// The library tells of it only through its log, whose arguments Swift cannot read.
static inline unsigned int mhd_shim_refused_status(const char *format, va_list arguments) {
    static const char prefix[] = "Error processing request (HTTP response code is %u";
    if (strncmp(format, prefix, sizeof(prefix) - 1) != 0) return 0;
    return va_arg(arguments, unsigned int);
}

static inline int mhd_shim_has_tls(void) {
    return MHD_is_feature_supported(MHD_FEATURE_TLS) == MHD_YES;
}

static inline const struct sockaddr *mhd_shim_peer(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info == NULL ? NULL : info->client_addr;
}

static inline int mhd_shim_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info == NULL ? -1 : info->connect_fd;
}

static inline void *mhd_shim_socket_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == NULL ? NULL : info->socket_context;
}

static inline const char *mhd_shim_header(struct MHD_Connection *connection, const char *name) {
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static inline const char *mhd_shim_argument(struct MHD_Connection *connection, const char *name) {
    return MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, name);
}

static inline void mhd_shim_each_header(struct MHD_Connection *connection, MHD_KeyValueIterator visit, void *context) {
    MHD_get_connection_values(connection, MHD_HEADER_KIND, visit, context);
}

static inline void mhd_shim_each_argument(struct MHD_Connection *connection, MHD_KeyValueIterator visit,
                                          void *context) {
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, visit, context);
}

// The body is copied into the response.
static inline struct MHD_Response *mhd_shim_response(const void *body, size_t count) {
    return MHD_create_response_from_buffer(count, (void *) body, MHD_RESPMEM_MUST_COPY);
}

// Bytes that the peer has sent on this socket so far; -1 where the system does not tell.
static inline long long mhd_shim_bytes_received(int socket) {
#if defined(__linux__)
    // The kernel's struct, written out up to the one member needed: glibc's own ends before it.
    struct { unsigned char head[128]; unsigned long long bytes_received; } info;
    socklen_t length = sizeof(info);
    memset(&info, 0, sizeof(info));
    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length) != 0 || length < sizeof(info)) return -1;
    return (long long) info.bytes_received;
#else
    return -1;
#endif
}

#endif
