/** Where a DHCP server on the same site may be: to everybody on the link, and RFC 1918 and RFC 6598 for what is renewed. */
export const DHCP_SERVERS = ["255.255.255.255/32", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** Groups of one neighbour each, everybody on the link, and neighbours themselves (RFC 4291, 2.7.1 and 2.5.6). */
export const NEIGHBOURS = ["ff02::1:ff00:0/104", "ff02::1/128", "fe80::/10"];
