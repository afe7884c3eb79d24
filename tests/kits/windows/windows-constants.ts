/**
 * Values of the Windows SDK's headers, taken from the crate windows-sys 0.59.0 (generated from Microsoft's win32metadata):
 * Win32/NetworkManagement/WindowsFilteringPlatform. Kept apart from those in the script, which are held against them.
 */
export const LAYERS = {
  FWPM_LAYER_ALE_AUTH_CONNECT_V4: "c38d57d1-05a7-4c33-904f-7fbceee60e82",
  FWPM_LAYER_ALE_AUTH_CONNECT_V6: "4a72393b-319f-44bc-84c3-ba54dcb3b6b4",
  FWPM_LAYER_OUTBOUND_TRANSPORT_V4: "09e61aea-d214-46e2-9b21-b26b0b2f28c8",
  FWPM_LAYER_OUTBOUND_TRANSPORT_V6: "e1735bde-013f-4655-b351-a49e15762df0",
  FWPM_LAYER_OUTBOUND_IPPACKET_V4: "1e5c9fae-8a84-4135-a331-950b54229ecd",
  FWPM_LAYER_OUTBOUND_IPPACKET_V6: "a3b3ab6b-3564-488c-9117-f34e82142763",
  FWPM_LAYER_IPFORWARD_V4: "a82acc24-4ee1-4ee1-b465-fd1d25cb10a4",
  FWPM_LAYER_IPFORWARD_V6: "7b964818-19c7-493a-b71f-832c3684d28c",
} as const;

export const FIELDS = {
  FWPM_CONDITION_IP_LOCAL_INTERFACE: "4cd62a49-59c3-4969-b7f3-bda5d32890a4",
  FWPM_CONDITION_IP_REMOTE_ADDRESS: "b235ae9a-1d64-49b8-a44c-5ff3d9095045",
  FWPM_CONDITION_IP_LOCAL_ADDRESS: "d9ee00de-c1ef-4617-bfe3-ffd8f5a08957",
  FWPM_CONDITION_IP_LOCAL_PORT: "0c1ba1af-5765-453f-af22-a8f791ac775b",
  FWPM_CONDITION_IP_REMOTE_PORT: "c35a604d-d22b-4e1a-91b4-68f674ee674b",
  FWPM_CONDITION_IP_PROTOCOL: "3971ef2b-623e-4f9a-8cb1-6e79b806b9a7",
  FWPM_CONDITION_FLAGS: "632ce23b-5167-435c-86d7-e903684aa80c",
} as const;

export const FWP_ACTION_BLOCK = 4097;
export const FWP_ACTION_PERMIT = 4098;
export const FWPM_FILTER_FLAG_PERSISTENT = 1;
export const FWPM_FILTER_FLAG_BOOTTIME = 2;
export const FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT = 8;
export const FWP_MATCH_EQUAL = 0;
export const FWP_MATCH_FLAGS_ALL_SET = 6;
export const FWP_CONDITION_FLAG_IS_LOOPBACK = 1;

/** FWP_DATA_TYPE. */
export const TYPES = { uint8: 1, uint16: 2, uint32: 3, uint64: 4, v4AddrMask: 256, v6AddrMask: 257 } as const;
