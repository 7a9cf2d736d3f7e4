using System.Numerics;
using System.Text;

namespace EksLint.Schemas;

/// <summary>What a type asks of the fields of a mapping taken together, as bits: which must be there, which exclude each other.</summary>
/// <remarks>One walk over a mapping gathers the marks of the fields that it sets; that is enough to tell that nothing is wrong, which is what nearly all
/// mappings are, without any of the fields being looked for.</remarks>
internal sealed class FieldPresence
{
    private const int Bits = 64;

    private readonly ulong _needed;
    private readonly (ulong Marks, bool IsRequired)[] _groups;

    // A type of more such fields than there are bits, or with a group whose fields it does not list, is never satisfied by marks.
    private readonly bool _isMarked = true;
    private int _marks;

    /// <summary>Gives each field that is asked for a mark.</summary>
    public FieldPresence(SchemaType type)
    {
        foreach (var field in type.NeededFields)
            _needed |= MarkOf(field);
        _groups = new (ulong, bool)[type.FieldGroups.Length];
        for (var i = 0; i < _groups.Length; i++)
        {
            var marks = 0ul;
            foreach (var name in type.FieldGroups[i].Fields)
            {
                if (type.Find(Encoding.UTF8.GetBytes(name)) is { } field)
                    marks |= MarkOf(field);
                else
                    _isMarked = false;
            }

            _groups[i] = (marks, type.FieldGroups[i].IsRequired);
        }

        _isMarked &= _marks <= Bits;
    }

    /// <summary>Whether a mapping that sets fields of these marks, and no others that have one, has what it must have and nothing twice.</summary>
    public bool IsSatisfiedBy(ulong set)
    {
        if (!_isMarked || (_needed & ~set) != 0)
            return false;
        foreach (var (marks, isRequired) in _groups)
        {
            var count = BitOperations.PopCount(set & marks);
            if (count > 1 || (count == 0 && isRequired))
                return false;
        }

        return true;
    }

    private ulong MarkOf(SchemaField field)
    {
        if (field.Mark == 0)
            field.Mark = 1ul << _marks++;
        return field.Mark;
    }
}
