// Takes vpn-only.ps1's own C# through the steps named on its standard input, against the stand-in of Windows beside it.
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using VpnOnly;

static class Steps
{
    [DllImport("fwpuclnt.dll")] static extern void stand_in_interface(string name, ulong number);
    [DllImport("fwpuclnt.dll")] static extern void stand_in_pass(ulong milliseconds);
    [DllImport("fwpuclnt.dll")] static extern void stand_in_suspend();
    [DllImport("fwpuclnt.dll")] static extern void stand_in_restart();
    [DllImport("fwpuclnt.dll")] static extern void stand_in_flush();
    [DllImport("fwpuclnt.dll")] static extern void stand_in_disable(int index);
    [DllImport("fwpuclnt.dll")] static extern void stand_in_flush_boot();
    [DllImport("fwpuclnt.dll")] static extern int stand_in_alter(string what);
    [DllImport("fwpuclnt.dll")] static extern int stand_in_show(string how);
    [DllImport("fwpuclnt.dll")] static extern void stand_in_tell();

    static Rules rules;
    static Engine keeper;
    static ulong open;
    static ICollection<string> otherwise = new string[0];
    static Pause pause;
    static string file;

    static void Main()
    {
        for (string line; (line = Console.ReadLine()) != null;)
        {
            string[] words = line.Split(' ');
            try { Console.WriteLine(Step(words[0], words.Length > 1 ? words[1] : "")); }
            catch (Exception error) { Console.WriteLine("error " + error.Message.Replace('\n', ' ')); }
        }
    }

    static string Step(string word, string value)
    {
        switch (word)
        {
            case "read": file = value + ".pause"; rules = Rules.Read(File.ReadAllText(value)); return "read " + rules.Tunnel + " " + rules.All.Count;
            case "install": using (Engine engine = new Engine(false)) return "otherwise " + String.Join(",", engine.Install(rules));
            case "remove": using (Engine engine = new Engine(false)) engine.Remove(); return "ok";
            case "holds": using (Engine engine = new Engine(false)) return "holds " + engine.Holds(rules, (Lifetime)Enum.Parse(typeof(Lifetime), value));
            case "altered": using (Engine engine = new Engine(false)) return "altered " + String.Join(",", engine.Altered(rules, otherwise));
            // As the task and the word status get it: what the installation wrote down.
            case "knowing": using (Engine engine = new Engine(false)) otherwise = engine.Altered(rules, new string[0]); return "ok";
            case "interface": stand_in_interface("wg0", ulong.Parse(value)); return "ok";
            case "other-interface": stand_in_interface("Ethernet", ulong.Parse(value)); return "ok";
            case "keep":
                if (keeper == null) keeper = new Engine(true);
                open = Keeper.Turn(keeper, rules, ref otherwise, open, true);
                return "open " + open;
            case "kill-keeper": keeper.Dispose(); keeper = null; open = 0; return "ok";
            case "pause": pause = new Pause(rules, int.Parse(value), file); return "left " + pause.SecondsLeft;
            case "pass": stand_in_pass(ulong.Parse(value) * 1000); return "ok";
            case "until-over":
                for (int i = 0; i < 300 && !pause.IsOver; i++) Thread.Sleep(50);
                return "over " + pause.IsOver;
            // Longer than the timer of a pause takes to look twice.
            case "stays": Thread.Sleep(1000); return "over " + pause.IsOver;
            case "is-over": return "over " + pause.IsOver;
            case "resume": return "asked " + Pause.Finish(file);
            case "close-window": pause.Dispose(); return "ok";
            case "suspend": stand_in_suspend(); return "ok";
            case "restart": stand_in_restart(); return "ok";
            case "flush": stand_in_flush(); return "ok";
            case "flush-boot": stand_in_flush_boot(); return "ok";
            case "alter": return stand_in_alter(value) == 1 ? "ok" : "nothing to alter";
            case "show": return stand_in_show(value) == 1 ? "ok" : "cannot show so";
            case "disable": stand_in_disable(int.Parse(value)); return "ok";
            case "tell": Console.Out.Flush(); stand_in_tell(); return "told";
        }
        throw new ArgumentException(word);
    }
}
